// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace lineup {

// A request's body on its way out. Once any of it has been read it cannot be rewound: Qt would send the request
// again, up to three times and without a word, when the peer closes before it answers, and each sending of a
// prompt may be billed (QHttpNetworkConnectionChannel::_q_error, resetUploadData).
class UploadBody final : public QIODevice
{
public:
    class Reader
    {
    public:
        virtual ~Reader() = default;
        virtual void uploadWentOn() = 0; // a piece was taken to be written
    };

    UploadBody(QByteArray body, Reader *reader);
    void forgetReader() { m_reader = nullptr; }
    [[nodiscard]] qint64 size() const override { return m_body.size(); }
    bool seek(qint64 position) override { return position == 0 && m_read == 0; }
    bool reset() override { return m_read == 0; }

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_read = 0;
    Reader *m_reader;
};

} // namespace lineup
