// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ModelGroups.h"

namespace lineup::ui {

QList<ModelGroup> modelGroups(const Catalogue &catalogue, const QSet<QString> &usable, const ChainBook *chains)
{
    QList<ModelGroup> groups;
    if (chains && !chains->chains().isEmpty()) {
        ModelGroup group {.label = ModelTreeModel::tr("Chains"), .chains = true};
        for (const Chain &chain : chains->chains()) {
            ModelInfo info;
            info.id = chain.name;
            group.models += {info, chain.modelString()};
        }
        groups += group;
    }
    for (const Service &service : catalogue.services()) {
        ModelGroup group {.service = service.id, .label = service.label, .local = service.local, .demo = service.demo};
        const bool takesKey
            = service.auth != AuthScheme::None && !service.keyOptional && !service.demo && !service.local;
        group.needsKey = takesKey && !usable.contains(service.id);
        for (const ModelInfo &info : catalogue.chatModels(service.id)) {
            group.models += {info, catalogue.modelString(info)};
        }
        if (!group.models.isEmpty())
            groups += group;
    }
    return groups;
}

} // namespace lineup::ui
