// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Catalogue.h"
#include "core/secrets/KeyRecognizer.h"
#include "ui/widgets/Banner.h"

class QMimeData;

namespace lineup::ui {

// Says whose key it was that somebody pasted or dropped, and offers to add it; hidden until then. Nothing goes
// anywhere before the person agrees. GUI thread; the catalogue outlives it.
class KeyOffer : public Banner
{
    Q_OBJECT
public:
    explicit KeyOffer(const Catalogue &catalogue, QWidget *parent = nullptr);

    // services: the ids that a key may be added to. keep: there is a keychain to put it in. False when the text holds
    // nothing that looks like a key; then nothing is shown.
    bool offer(const QString &text, const QStringList &services, bool keep);
    // The text that was dropped, of a file (.env) too; empty when there is none, or too much of it.
    [[nodiscard]] static QString droppedText(const QMimeData &data);

Q_SIGNALS:
    // alone: it was the only one, so that it can be tested at once.
    void accepted(const QString &service, const lineup::SecretBytes &key, bool alone);

private:
    void showOne(const RecognizedKey &key, bool keep);
    void showSeveral(const QList<RecognizedKey> &keys);
    void addChoice(const QString &verb, const QList<RecognizedKey> &keys, int choice);
    [[nodiscard]] QString labelOf(const QString &service) const;

    const Catalogue &m_catalogue;
};

} // namespace lineup::ui
