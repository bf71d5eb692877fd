// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/FireDrillDialog.h"

#include "ui/chains/TimelineView.h"
#include "ui/models/ChainText.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int drillTokens = 64; // of the answer: a drill should cost next to nothing
constexpr int leastWidth = 520;

} // namespace

FireDrillDialog::FireDrillDialog(Router &router, const Chain &chain, QWidget *parent)
    : QDialog(parent), m_router(router), m_chain(chain), m_text(new QLabel(this)), m_timeline(new TimelineView(this)),
      m_start(new QPushButton(tr("Start the drill"), this))
{
    setWindowTitle(tr("Fire drill of %1").arg(chain.name));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setMinimumWidth(leastWidth);
    m_text->setText(tr("One short real call goes along this chain. Its first step is made to fail without being "
                       "asked; the others answer as they do today. This costs money: a few hundred tokens at most."));
    m_timeline->hide();
    m_start->setObjectName(u"startDrill"_s);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_start, QDialogButtonBox::ActionRole);
    m_start->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &FireDrillDialog::begin);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::huge, Spacing::huge, Spacing::huge, Spacing::huge);
    layout->setSpacing(Spacing::large);
    layout->addWidget(m_text);
    layout->addWidget(m_timeline);
    layout->addStretch();
    layout->addWidget(buttons);
}

FireDrillDialog::~FireDrillDialog() = default;

void FireDrillDialog::begin()
{
    ChatRequest request;
    request.model = m_chain.modelString();
    request.stream = true;
    request.maxTokens = drillTokens;
    request.messages = {Message::fromText(Role::User, u"This is a drill. Answer with one short sentence."_s)};
    m_start->setEnabled(false);
    m_text->setText(tr("The call is under way…"));
    m_reply = m_router.send(request, {.failFirstStep = true});
    connect(m_reply.get(), &Reply::finished, this, &FireDrillDialog::end);
}

void FireDrillDialog::end(const Result<Completion> &result)
{
    const CallRecord &record = m_reply->record();
    m_timeline->setRoute(record.route, record.total);
    m_timeline->setVisible(!record.route.isEmpty());
    const QString price = ChainText::cost(record.cost);
    if (result) {
        const AttemptRecord *last = record.deciding();
        m_text->setText(tr("%1 answered after %2; %3.")
                            .arg(last ? QString(last->service + u'/' + last->model) : QString(),
                                Format::duration(record.total), price));
    } else {
        const ErrorSentence sentence = errorSentence(result.error(), result.error().service);
        m_text->setText(tr("Nobody answered. %1 %2").arg(sentence.what, result.error().detail));
    }
    announce(m_text, m_text->text());
    m_start->setText(tr("Once more"));
    m_start->setEnabled(true);
    adjustSize();
}

} // namespace lineup::ui
