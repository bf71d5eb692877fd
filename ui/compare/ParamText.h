// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneParams.h"

#include <QCoreApplication>

namespace lineup::ui {

// The words of the parameters. Pure.
class ParamText
{
    Q_DECLARE_TR_FUNCTIONS(ParamText)
public:
    [[nodiscard]] static QString name(PaneParam param); // "Temperature"
    [[nodiscard]] static QString chip(PaneParam param, const PaneParams &params); // "T 0.7"
    [[nodiscard]] static QString value(PaneParam param, const PaneParams &params); // "0.7", "provider's default"
    [[nodiscard]] static QString effort(const QString &name); // translated
    // For the chip's tooltip; says so when the model does not take it.
    [[nodiscard]] static QString hint(PaneParam param, const PaneParams &params, const PaneModel &model);
};

} // namespace lineup::ui
