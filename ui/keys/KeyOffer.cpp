// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/KeyOffer.h"

#include <QFile>
#include <QMimeData>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int mostOffers = 3; // buttons of one offer
constexpr qint64 mostDropped = 256 * 1024; // bytes of a file; those that hold keys are small

} // namespace

KeyOffer::KeyOffer(const Catalogue &catalogue, QWidget *parent)
    : Banner(Meaning::Information, {}, parent), m_catalogue(catalogue)
{
    setClosable(true);
    hide();
}

QString KeyOffer::labelOf(const QString &service) const
{
    const Service *found = m_catalogue.service(service);
    return found ? found->label : service;
}

bool KeyOffer::offer(const QString &text, const QStringList &services, bool keep)
{
    QList<KeyShape> shapes;
    for (const Service &service : m_catalogue.services()) {
        if (services.contains(service.id))
            shapes += {service.id, service.keyPrefixes, service.keyEnvironment};
    }
    const QList<RecognizedKey> keys = recognizeKeys(text, shapes);
    if (keys.isEmpty())
        return false;
    clearButtons();
    if (keys.size() == 1)
        showOne(keys.constFirst(), keep);
    else
        showSeveral(keys);
    show();
    return true;
}

void KeyOffer::addChoice(const QString &verb, const QList<RecognizedKey> &keys, int choice)
{
    connect(addButton(verb), &QPushButton::clicked, this, [this, keys, choice] {
        hide();
        for (const RecognizedKey &key : keys)
            Q_EMIT accepted(key.services.value(choice), key.key, keys.size() == 1);
    });
}

void KeyOffer::showOne(const RecognizedKey &key, bool keep)
{
    const QString where = keep ? tr("It goes to the keychain and is then tested there.")
                               : tr("It is kept for this session only and is then tested there.");
    setText(key.services.size() == 1
            ? tr("This looks like a key of %1, ending in %2. %3")
                  .arg(labelOf(key.services.constFirst()), key.key.lastFour(), where)
            : tr("This looks like a key, ending in %1. Whose is it? %2").arg(key.key.lastFour(), where));
    for (int i = 0; i < std::min<qsizetype>(key.services.size(), mostOffers); ++i)
        addChoice(tr("Add to %1").arg(labelOf(key.services.at(i))), {key}, i);
}

void KeyOffer::showSeveral(const QList<RecognizedKey> &keys)
{
    QStringList labels;
    for (const RecognizedKey &key : keys)
        labels += labelOf(key.services.constFirst());
    setText(tr("These look like %n key(s): %1.", nullptr, int(keys.size())).arg(labels.join(", "_L1)));
    addChoice(tr("Add all"), keys, 0);
}

QString KeyOffer::droppedText(const QMimeData &data)
{
    for (const QUrl &url : data.urls()) {
        QFile file(url.toLocalFile());
        if (!url.isLocalFile() || file.size() > mostDropped || !file.open(QFile::ReadOnly))
            continue;
        return QString::fromUtf8(file.read(mostDropped));
    }
    return data.hasUrls() || data.text().size() > mostDropped ? QString() : data.text();
}

} // namespace lineup::ui
