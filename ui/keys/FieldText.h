// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Service.h"

#include <QCoreApplication>

namespace lineup::ui {

// Words for what a service has to be told beside its key.
struct FieldText
{
    Q_DECLARE_TR_FUNCTIONS(FieldText)
public:
    // "Region"; a field that we have no word for is shown by its name.
    [[nodiscard]] static QString label(const ServiceField &field);
    // What stands in an empty field: where its value comes from then.
    [[nodiscard]] static QString placeholder(const ServiceField &field);
};

} // namespace lineup::ui
