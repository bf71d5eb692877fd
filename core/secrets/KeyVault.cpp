// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/KeyVault.h"

namespace lineup {

namespace {
// Shorter keys would be given away by four of their characters.
constexpr qsizetype leastLengthToShow = 12;
} // namespace

SecretBytes::SecretBytes(QByteArray bytes)
{
    auto wiped = std::make_shared<Wiped>();
    wiped->bytes = std::move(bytes);
    m_bytes = std::move(wiped);
}

SecretBytes::Wiped::~Wiped()
{
    // Only our own copy can be wiped; a shared QByteArray would be copied by data(), so it is asked first.
    if (bytes.isDetached()) {
        volatile char *cursor = bytes.data();
        for (qsizetype i = 0; i < bytes.size(); ++i)
            cursor[i] = '\0';
    }
}

QString SecretBytes::lastFour() const
{
    if (view().startsWith('{'))
        return {}; // the end of a JSON text is the same for all
    const QByteArrayView bytes = view();
    return bytes.size() < leastLengthToShow ? QString() : QString::fromLatin1(bytes.last(4));
}

} // namespace lineup
