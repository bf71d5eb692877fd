// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/ChainOptions.h"

#include "ui/theme/Spacing.h"
#include "ui/widgets/FlowLayout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int usualMinutes = 5;
constexpr int mostMinutes = 24 * 60;
constexpr int mostWait = 600; // s

// A label and its control as one piece, so that a line never breaks between them.
QWidget *pair(const QString &text, std::initializer_list<QWidget *> controls, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->setSpacing(Spacing::small);
    auto *label = new QLabel(text, box);
    row->addWidget(label);
    for (QWidget *control : controls)
        row->addWidget(control);
    label->setBuddy(*controls.begin());
    return box;
}

} // namespace

ChainOptions::ChainOptions(QWidget *parent)
    : QWidget(parent), m_start(new QComboBox(this)), m_minutes(new QSpinBox(this)), m_wait(new QSpinBox(this)),
      m_uncertain(new QCheckBox(tr("Retry what may have been billed"), this))
{
    m_start->setObjectName(u"start"_s);
    m_start->setAccessibleName(tr("Where a call begins"));
    m_start->addItems({tr("at the first step, each time"), tr("where the last answer came from, for")});
    m_minutes->setObjectName(u"stickMinutes"_s);
    m_minutes->setAccessibleName(tr("Minutes to stay at the step that answered"));
    m_minutes->setRange(1, mostMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_wait->setObjectName(u"waitLimit"_s);
    m_wait->setAccessibleName(tr("Longest wait before a retry"));
    m_wait->setToolTip(tr("A provider that asks for more patience than this is not waited for"));
    m_wait->setRange(0, mostWait);
    m_wait->setSuffix(tr(" s"));
    m_wait->setKeyboardTracking(false);
    m_minutes->setKeyboardTracking(false);
    m_uncertain->setObjectName(u"uncertain"_s);
    m_uncertain->setToolTip(tr("Also retries at the same step after a timeout or a lost connection, "
                               "when the provider may have done the work already: it may be billed twice"));
    auto *flow = new FlowLayout(this, Spacing::large);
    flow->addWidget(pair(tr("Begin"), {m_start, m_minutes}, this));
    flow->addWidget(pair(tr("Wait at most"), {m_wait}, this));
    flow->addWidget(m_uncertain);
    connect(m_start, &QComboBox::activated, this, [this](int index) {
        m_chain.stickFor = index == 0 ? std::chrono::milliseconds(0) : std::chrono::minutes(m_minutes->value());
        tell(tr("Change where a call begins"));
    });
    connect(m_minutes, &QSpinBox::valueChanged, this, [this](int minutes) {
        m_chain.stickFor = std::chrono::minutes(minutes);
        tell(tr("Change where a call begins"));
    });
    connect(m_wait, &QSpinBox::valueChanged, this, [this](int seconds) {
        m_chain.waitLimit = std::chrono::seconds(seconds);
        tell(tr("Change longest wait"));
    });
    connect(m_uncertain, &QCheckBox::toggled, this, [this](bool on) {
        m_chain.retryUncertain = on;
        tell(tr("Change retries of what may be billed"));
    });
}

void ChainOptions::tell(const QString &text)
{
    if (!m_showing)
        Q_EMIT edited(m_chain, text);
}

void ChainOptions::setChain(const Chain &chain)
{
    m_showing = true;
    m_chain = chain;
    const bool sticks = chain.stickFor.count() > 0;
    m_start->setCurrentIndex(sticks ? 1 : 0);
    m_minutes->setVisible(sticks);
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(chain.stickFor).count();
    m_minutes->setValue(sticks ? int(minutes) : usualMinutes);
    m_wait->setValue(int(std::chrono::ceil<std::chrono::seconds>(chain.waitLimit).count()));
    m_uncertain->setChecked(chain.retryUncertain);
    m_chain = chain; // whole minutes and seconds are for show only
    m_showing = false;
}

} // namespace lineup::ui
