// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <optional>

namespace lineup {

// What a call cost, or why that is not known. Zero means that it was free, never that it is unknown. A value.
class Cost
{
public:
    enum class Provenance {
        Computed, // usage × our catalogue's price
        Provider, // the provider's own figure
        Estimated, // usage had to be estimated (a stream that was cut or stopped)
        Free // a model without a price tag (local, demo, a free tier)
    };
    enum class Reason {
        None, // it is known
        NoPrice, // the catalogue has no price for this model
        NoUsage, // the provider did not report usage
        Running, // the call is not over
        NotBilled, // nothing was delivered and the provider bills nothing for that, as far as is known
        MaybeBilled // the request may have reached the provider, but no answer came back
    };

    Cost() = default; // unknown, Running
    [[nodiscard]] static Cost known(Money amount, Provenance provenance);
    [[nodiscard]] static Cost unknown(Reason reason);

    [[nodiscard]] bool isKnown() const { return m_amount.has_value(); }
    [[nodiscard]] std::optional<Money> amount() const { return m_amount; }
    [[nodiscard]] Provenance provenance() const { return m_provenance; } // meaningful when known
    [[nodiscard]] Reason reason() const { return m_reason; } // None when known
    bool operator==(const Cost &) const = default;

private:
    std::optional<Money> m_amount;
    Provenance m_provenance = Provenance::Computed;
    Reason m_reason = Reason::Running;
};

// Whether our own figure and the provider's are so far apart that a person should know: by more than a hundredth of
// the larger one, and by more than 0.00002 USD. Below that it is rounding: Perplexity rounds each of the three parts of
// its figure to 0.00001 USD.
[[nodiscard]] bool differNotably(Money computed, Money provider);

// Stable words for JSON, the command line and the ledger: "computed", "no_price", …
[[nodiscard]] QString costProvenanceName(Cost::Provenance provenance);
[[nodiscard]] QString costReasonName(Cost::Reason reason);

} // namespace lineup

Q_DECLARE_METATYPE(lineup::Cost)
