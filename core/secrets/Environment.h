// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace lineup {

// Where environment variables are read, so that tests have their own. Lives as long as everything that uses it.
class Environment
{
public:
    virtual ~Environment() = default;
    // Empty when the variable is absent or empty.
    [[nodiscard]] virtual QByteArray value(const QString &name) const = 0;
};

// The variables of this process.
class SystemEnvironment final : public Environment
{
public:
    [[nodiscard]] QByteArray value(const QString &name) const override;
};

} // namespace lineup
