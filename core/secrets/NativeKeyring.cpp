// SPDX-License-Identifier: LGPL-3.0-or-later
// Platforms whose keychain is part of the system: it is there, and opens with the person's session.
#include "core/secrets/Keyring.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

class NativeKeyring final : public Keyring
{
public:
    void ask() override
    {
        QMetaObject::invokeMethod(
            this,
            [this] {
#if defined(Q_OS_MACOS)
                Q_EMIT answered(
                    {.state = VaultState::Ready, .name = u"Keychain"_s, .backend = u"keychain"_s, .mayAsk = true});
#elif defined(Q_OS_WIN)
                Q_EMIT answered({.state = VaultState::Ready, .name = u"Credential Manager"_s, .backend = u"wincred"_s});
#else
                Q_EMIT answered({.state = VaultState::Absent,
                    .code = u"absent"_s,
                    .detail = u"Built without a keychain for this platform"_s});
#endif
            },
            Qt::QueuedConnection);
    }
    void unlock() override
    {
        QMetaObject::invokeMethod(this, &Keyring::changed, Qt::QueuedConnection);
    }
};

} // namespace

std::unique_ptr<Keyring> makeKeyring(std::chrono::milliseconds)
{
    return std::make_unique<NativeKeyring>();
}

} // namespace lineup
