// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace lineup {

// What ~/.aws/credentials and ~/.aws/config say about one profile, the first before the second; nothing when there are
// no such files. Names in small letters: "aws_access_key_id", "region". Reads two small files of the person's.
// AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE name others.
// Source: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
using AwsProfile = QHash<QByteArray, QByteArray>;
[[nodiscard]] AwsProfile readAwsProfile(const QByteArray &name);

// The settings of one profile in a file's text. In the config file sections are named "profile NAME", but for
// "default". Nested settings (indented lines) are read over.
[[nodiscard]] AwsProfile awsProfileIn(const QByteArray &text, const QByteArray &name);

} // namespace lineup
