// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/Vocabulary.h"

#include "core/base/WordTable.h"

#include <QStringList>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array roles {
    std::pair {Role::System, "system"_L1},
    std::pair {Role::Developer, "developer"_L1},
    std::pair {Role::User, "user"_L1},
    std::pair {Role::Assistant, "assistant"_L1},
    std::pair {Role::Tool, "tool"_L1},
};

constexpr std::array mappingActions {
    std::pair {MappingNote::Action::Renamed, "renamed"_L1},
    std::pair {MappingNote::Action::Clamped, "clamped"_L1},
    std::pair {MappingNote::Action::Dropped, "dropped"_L1},
    std::pair {MappingNote::Action::Converted, "converted"_L1},
    std::pair {MappingNote::Action::Added, "added"_L1},
};

using Cap = ModelInfo::Capability;
constexpr std::array capabilityWords {
    std::pair {Cap::Tools, "tools"_L1},
    std::pair {Cap::ParallelTools, "parallel_tools"_L1},
    std::pair {Cap::Vision, "vision"_L1},
    std::pair {Cap::AudioIn, "audio_in"_L1},
    std::pair {Cap::Pdf, "pdf"_L1},
    std::pair {Cap::Reasoning, "reasoning"_L1},
    std::pair {Cap::JsonMode, "json_mode"_L1},
    std::pair {Cap::JsonSchema, "json_schema"_L1},
    std::pair {Cap::PromptCaching, "prompt_caching"_L1},
    std::pair {Cap::SystemPrompt, "system_prompt"_L1},
    std::pair {Cap::WebSearch, "web_search"_L1},
    std::pair {Cap::NoTemperature, "no_temperature"_L1},
    std::pair {Cap::AdaptiveThinking, "adaptive_thinking"_L1},
    std::pair {Cap::OneSampler, "one_sampler"_L1},
};

constexpr std::array modelModes {
    std::pair {ModelInfo::Mode::Chat, "chat"_L1},
    std::pair {ModelInfo::Mode::Embedding, "embedding"_L1},
};

constexpr std::array serviceTiers {
    std::pair {ServiceTier::Standard, "standard"_L1},
    std::pair {ServiceTier::Batch, "batch"_L1},
    std::pair {ServiceTier::Flex, "flex"_L1},
    std::pair {ServiceTier::Priority, "priority"_L1},
    std::pair {ServiceTier::Fast, "fast"_L1},
    std::pair {ServiceTier::Us, "us"_L1},
};

} // namespace

QString roleName(Role role)
{
    return wordFor(roles, role);
}

std::optional<Role> roleFromName(QStringView name)
{
    return valueFor(roles, name);
}

QString capabilityName(ModelInfo::Capability capability)
{
    return wordFor(capabilityWords, capability);
}

std::optional<ModelInfo::Capability> capabilityFromName(QStringView name)
{
    return valueFor(capabilityWords, name);
}

QStringList capabilityNames(ModelInfo::Capabilities capabilities)
{
    QStringList out;
    for (const auto &[value, word] : capabilityWords) {
        if (capabilities.testFlag(value))
            out += word;
    }
    return out;
}

const QStringList &effortNames()
{
    static const QStringList words {u"none"_s, u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s};
    return words;
}

QString modelModeName(ModelInfo::Mode mode)
{
    return wordFor(modelModes, mode);
}

std::optional<ModelInfo::Mode> modelModeFromName(QStringView name)
{
    return valueFor(modelModes, name);
}

QString serviceTierName(ServiceTier tier)
{
    return wordFor(serviceTiers, tier);
}

std::optional<ServiceTier> serviceTierFromName(QStringView name)
{
    return valueFor(serviceTiers, name);
}

QString mappingActionName(MappingNote::Action action)
{
    return wordFor(mappingActions, action);
}

} // namespace lineup
