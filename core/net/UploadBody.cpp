// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/UploadBody.h"

#include <algorithm>
#include <cstring>

namespace lineup {

UploadBody::UploadBody(QByteArray body, Reader *reader) : m_body(std::move(body)), m_reader(reader)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 UploadBody::readData(char *data, qint64 size)
{
    const qint64 count = std::min(size, m_body.size() - m_read);
    if (count <= 0)
        return -1;
    std::memcpy(data, m_body.constData() + m_read, static_cast<size_t>(count));
    m_read += count;
    if (m_reader)
        m_reader->uploadWentOn();
    return count;
}

} // namespace lineup
