// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/Keyring.h"

#include <vector>

namespace lineup {

// Tries the kinds of keyring in order and stays for this run with the first that is there: keys that a person
// stored in one are never looked for in another without a word.
class DesktopKeyring final : public Keyring
{
    Q_OBJECT
public:
    explicit DesktopKeyring(std::vector<std::unique_ptr<Keyring>> candidates, QObject *parent = nullptr);
    void ask() override;
    void unlock() override;

private:
    void noteChange();
    void take(const KeyringStatus &status);
    [[nodiscard]] Keyring &current() { return *m_candidates.at(m_index); }

    std::vector<std::unique_ptr<Keyring>> m_candidates;
    size_t m_index = 0;
    bool m_chosen = false;
    bool m_asking = false;
    bool m_changedMeanwhile = false; // while asking
};

} // namespace lineup
