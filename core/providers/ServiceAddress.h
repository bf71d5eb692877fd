// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Service.h"

namespace lineup {

// A field's value: the person's own, else of the first variable that is set, else of the AWS profile where the field
// may lie in one, else the row's default.
[[nodiscard]] QString settingOf(const Service &service, const ServiceField &field);
// The row with every field's value in its settings and the address that is to be used. Secret fields stay out.
[[nodiscard]] Service resolved(const Service &service);
// A row as resolved() made it, for one model: with the first variant that fits put over it.
[[nodiscard]] Service forModel(const Service &service, const QString &model);
// The required fields that have no value.
[[nodiscard]] QStringList missingFields(const Service &service);
// The address to use: the variable that the service's users know, else the row's. Pure but for the environment.
[[nodiscard]] QUrl effectiveBaseUrl(const Service &service);
// An address as people write it: "localhost:11434", "0.0.0.0", without a scheme; empty when it is none.
[[nodiscard]] QUrl readAddress(const QString &text);
// This machine (localhost, 127.0.0.0/8, ::1).
[[nodiscard]] bool isLoopback(const QUrl &url);
// This machine or the private network around it: nobody bills for that.
[[nodiscard]] bool isPrivateAddress(const QUrl &url);

} // namespace lineup
