// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QObject>
#include <QSettings>

namespace lineup::ui {

// What the person chose in Settings, kept in an INI file. No secret is ever in it. GUI thread; a change is written
// by the event loop soon after and when this goes.
class Preferences : public QObject
{
    Q_OBJECT
public:
    // file: usually settings.ini in Paths::configDir().
    explicit Preferences(const QString &file, QObject *parent = nullptr);

    [[nodiscard]] ColorMode colorMode() const;
    void setColorMode(ColorMode mode);
    // Enter alone sends and Shift+Enter makes a new line; off: Ctrl+Enter sends.
    [[nodiscard]] bool enterSends() const;
    void setEnterSends(bool sends);
    // Conversations and sent prompts are kept in the session file for the next start; off: only the line-up and drafts.
    [[nodiscard]] bool keepsHistory() const;
    void setKeepsHistory(bool keeps);
    // Size of text against the system's, in percent, 70 to 200.
    [[nodiscard]] int textZoom() const;
    void setTextZoom(int percent);

Q_SIGNALS:
    void changed(); // any of them

private:
    void set(const QString &key, const QVariant &value);

    QSettings m_settings;
};

} // namespace lineup::ui
