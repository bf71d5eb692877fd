// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/SkipError.h"

using namespace Qt::StringLiterals;

namespace lineup {

Error skipError(const QString &model, SkipReason reason)
{
    const auto because = [&](Error::Kind kind, const QString &why) {
        return Error {
            .kind = kind, .detail = u"%1 was not asked: %2"_s.arg(model, why), .code = skipReasonName(reason)};
    };
    switch (reason) {
    case SkipReason::ContextTooSmall:
        return because(Error::Kind::ContextTooLong, u"the prompt does not fit its context"_s);
    case SkipReason::NoImages:
        return because(Error::Kind::Unsupported, u"it takes no images"_s);
    case SkipReason::NoTools:
        return because(Error::Kind::Unsupported, u"it takes no tools"_s);
    case SkipReason::NoAudio:
        return because(Error::Kind::Unsupported, u"it takes no audio"_s);
    case SkipReason::NoFiles:
        return because(Error::Kind::Unsupported, u"it takes no files"_s);
    case SkipReason::Cooling:
        return because(Error::Kind::Overloaded, u"it failed too often of late"_s);
    case SkipReason::TooDear:
        return because(Error::Kind::BudgetExhausted, u"it could cost more than the step allows"_s);
    case SkipReason::Budget:
        return because(Error::Kind::BudgetExhausted, u"a budget is spent"_s);
    case SkipReason::NoKey:
        return because(Error::Kind::Auth, u"there is no key for it"_s);
    case SkipReason::Unknown:
    case SkipReason::None:
        break;
    }
    return because(Error::Kind::NotFound, u"no service has this model"_s);
}

} // namespace lineup
