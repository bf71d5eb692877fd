// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace lineup::cli {

// Standard input with the terminal's echo switched off for as long as this lives. A pipe is read as it is.
class HiddenInput
{
public:
    HiddenInput();
    ~HiddenInput();
    Q_DISABLE_COPY_MOVE(HiddenInput)
    // One line from a terminal, or all lines of one JSON object; everything from a pipe; blanks around it removed.
    [[nodiscard]] QByteArray readLine(qint64 most) const;

private:
    struct Saved;
    std::unique_ptr<Saved> m_saved;
};

} // namespace lineup::cli
