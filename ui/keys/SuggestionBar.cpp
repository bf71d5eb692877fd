// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/SuggestionBar.h"

#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace lineup::ui {

SuggestionBar::SuggestionBar(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::hair);
    hide();
}

void SuggestionBar::setServers(const QList<LocalServer> &servers, const QStringList &labels)
{
    // Later: one of them may be what we are called by.
    const auto old = findChildren<Banner *>(QString(), Qt::FindDirectChildrenOnly);
    for (Banner *banner : old) {
        banner->hide();
        banner->setParent(nullptr);
        banner->deleteLater();
    }
    for (qsizetype i = 0; i < servers.size(); ++i) {
        const LocalServer server = servers.at(i);
        const int count = int(server.models.size());
        const QString text = count > 0
            ? tr("%1 runs on this computer, with %n model(s).", nullptr, count).arg(labels.at(i))
            : tr("%1 runs on this computer and has no model yet.").arg(labels.at(i));
        auto *banner = new Banner(Meaning::Information, text, this);
        banner->setClosable(true);
        QPushButton *use = banner->addButton(tr("Use"));
        use->setAccessibleName(tr("Use %1").arg(labels.at(i)));
        connect(use, &QPushButton::clicked, this, [this, server] { Q_EMIT used(server); });
        connect(banner, &Banner::closed, this, [this, server] { Q_EMIT dismissed(server.service); });
        layout()->addWidget(banner);
    }
    setVisible(!servers.isEmpty());
}

} // namespace lineup::ui
