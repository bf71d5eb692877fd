// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

#include <QHash>

namespace lineup {

// How rows about one model from several places become one. Pure.

// known, as the catalogue has it, with what a newer table says. The newer price counts; where input and output did not
// change, what it does not tell (a price for cached tokens, say) stays. Limits and capabilities that are known stay.
// A name for the newest model that has no price on purpose gets none.
[[nodiscard]] ModelInfo updated(const ModelInfo &known, const ModelInfo &newer);

// known, with what the service's own listing says. Limits and prices listed are newer; capabilities that the catalogue
// knows stay, because listings have no words for many of them.
[[nodiscard]] ModelInfo joined(const ModelInfo &known, const ModelInfo &listed);

// What a new row should take over from the rows that were checked by hand: the same model at another service takes no
// temperature, or an effort instead of a budget, there as well, and thinks as much.
class ModelQuirks
{
public:
    explicit ModelQuirks(const QList<ModelInfo> &checked);
    void addTo(ModelInfo &model) const;

private:
    // By the model's name without host, version and date.
    QHash<QString, ModelInfo::Capabilities> m_quirks;
    QHash<QString, Thinking> m_thinking;
};

} // namespace lineup
