// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/Log.h"

Q_LOGGING_CATEGORY(lcNet, "lineup.net", QtWarningMsg)
Q_LOGGING_CATEGORY(lcProviders, "lineup.providers", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSecrets, "lineup.secrets", QtWarningMsg)
Q_LOGGING_CATEGORY(lcStore, "lineup.store", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSpend, "lineup.spend", QtWarningMsg)
Q_LOGGING_CATEGORY(lcRouting, "lineup.routing", QtWarningMsg)
