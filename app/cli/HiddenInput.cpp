// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/HiddenInput.h"

#include "app/cli/Terminal.h"

#include <QFile>
#include <QJsonDocument>

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace lineup::cli {

namespace {

bool isBegunJson(const QByteArray &text)
{
    return text.trimmed().startsWith('{') && QJsonDocument::fromJson(text).isNull();
}

} // namespace

struct HiddenInput::Saved
{
    termios settings {};
};

HiddenInput::HiddenInput()
{
    auto saved = std::make_unique<Saved>();
    if (tcgetattr(STDIN_FILENO, &saved->settings) != 0)
        return; // no terminal
    termios silent = saved->settings;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    m_saved = std::move(saved);
}

HiddenInput::~HiddenInput()
{
    if (m_saved)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_saved->settings);
}

QByteArray HiddenInput::readLine(qint64 most) const
{
    QFile input;
    if (!input.open(stdin, QFile::ReadOnly))
        return {};
    if (!m_saved)
        return input.read(most).trimmed();
    QByteArray text = input.readLine(most);
    // Credentials in JSON are pasted with their line ends; what is left unread would go to the shell.
    while (isBegunJson(text) && text.size() < most) {
        const QByteArray line = input.readLine(most - text.size());
        if (line.isEmpty())
            break;
        text += line;
    }
    return text.trimmed();
}

} // namespace lineup::cli
