// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/LinkConfirm.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lineup::ui::LinkConfirm)
};

} // namespace

QString honestAddress(const QUrl &url)
{
    return QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded));
}

bool mayOpen(const QUrl &url)
{
    const QString scheme = url.scheme();
    const bool web = scheme == "http"_L1 || scheme == "https"_L1;
    return url.isValid() && ((web && !url.host().isEmpty()) || scheme == "mailto"_L1);
}

void confirmLink(QWidget *parent, const QUrl &url)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName("linkConfirm"_L1);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setInformativeText(honestAddress(url));
    const auto *copy = box->addButton(Words::tr("Copy address"), QMessageBox::ActionRole);
    QObject::connect(
        copy, &QPushButton::clicked, box, [url] { QGuiApplication::clipboard()->setText(honestAddress(url)); });
    if (mayOpen(url)) {
        box->setIcon(QMessageBox::Question);
        box->setWindowTitle(Words::tr("Open link"));
        box->setText(Words::tr("Open this address outside of Lineup? A model wrote it."));
        auto *open = box->addButton(Words::tr("Open"), QMessageBox::AcceptRole);
        open->setObjectName("openLink"_L1);
        QObject::connect(open, &QPushButton::clicked, box, [url] { QDesktopServices::openUrl(url); });
        box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    } else {
        box->setIcon(QMessageBox::Information);
        box->setWindowTitle(Words::tr("Link"));
        box->setText(Words::tr("This is no web or mail address, so Lineup does not open it."));
        box->setDefaultButton(box->addButton(QMessageBox::Close));
    }
    box->setEscapeButton(box->defaultButton());
    box->open();
}

} // namespace lineup::ui
