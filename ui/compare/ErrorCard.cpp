// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ErrorCard.h"

#include "ui/models/BudgetText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/FlowLayout.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

QLabel *textLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(40);
    return label;
}

} // namespace

ErrorCard::ErrorCard(std::function<std::chrono::milliseconds()> remaining, QWidget *parent)
    : QFrame(parent), m_remaining(std::move(remaining)), m_icon(new QLabel(this)), m_what(textLabel(this)),
      m_why(textLabel(this)), m_words(textLabel(this)), m_todo(textLabel(this)),
      m_retryNow(new QPushButton(tr("Retry now"), this)), m_retryLater(new QPushButton(this)),
      m_keys(new QPushButton(tr("Open Keys"), this)), m_otherModel(new QPushButton(tr("Use another model"), this)),
      m_raise(new QPushButton(tr("Raise the limit…"), this)), m_allowMore(new QPushButton(tr("Allow more…"), this))
{
    m_what->setFont(themeFont(TextSize::Body));
    QFont strong = m_what->font();
    strong.setWeight(QFont::DemiBold);
    m_what->setFont(strong);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_retryLater->setCheckable(true);
    m_retryLater->setToolTip(tr("Press to ask again by itself when the provider's waiting time is over"));
    auto *text = new QVBoxLayout;
    text->setSpacing(Spacing::hair);
    for (QLabel *label : {m_what, m_why, m_words, m_todo})
        text->addWidget(label);
    auto *buttons = new FlowLayout(nullptr, Spacing::small);
    for (QPushButton *button : {m_retryNow, m_retryLater, m_keys, m_raise, m_allowMore, m_otherModel})
        buttons->addWidget(button);
    text->addSpacing(Spacing::hair);
    text->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::small, Spacing::medium, Spacing::medium);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(text, 1);
    refreshColors();

    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, &ErrorCard::tick);
    connect(m_retryNow, &QPushButton::clicked, this, &ErrorCard::retryRequested);
    connect(m_keys, &QPushButton::clicked, this, [this] { Q_EMIT keysRequested(m_service); });
    connect(m_otherModel, &QPushButton::clicked, this, &ErrorCard::modelRequested);
    connect(m_raise, &QPushButton::clicked, this, [this] { Q_EMIT budgetRequested(m_budget); });
    connect(m_allowMore, &QPushButton::clicked, this, [this] { Q_EMIT allowMoreRequested(m_budget); });
}

void ErrorCard::setError(const Error &error, const PaneModel &model)
{
    m_service = error.service.isEmpty() ? model.service : error.service;
    const ErrorSentence sentence = errorSentence(error, model.serviceLabel);
    m_what->setText(sentence.what);
    m_why->setText(sentence.why);
    m_words->setText(error.detail);
    m_words->setVisible(!error.detail.isEmpty());
    const bool aboutBudget = error.kind == Error::Kind::BudgetExhausted;
    m_budget = aboutBudget ? error.code : QString();
    m_words->setAccessibleName((aboutBudget ? tr("Details: %1") : tr("The provider's words: %1")).arg(error.detail));
    m_words->setFocusPolicy(error.detail.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    m_todo->setText(sentence.todo);
    m_todo->setVisible(!sentence.todo.isEmpty());
    setAccessibleName(tr("Error: %1").arg(sentence.what));
    const bool aboutKey = error.kind == Error::Kind::Auth || error.kind == Error::Kind::PermissionDenied
        || error.kind == Error::Kind::Secret;
    m_keys->setVisible(aboutKey);
    m_raise->setVisible(!m_budget.isEmpty());
    m_allowMore->setVisible(!m_budget.isEmpty());
    m_otherModel->setText(aboutBudget ? tr("Use a cheaper model") : tr("Use another model"));
    m_otherModel->setVisible(error.kind != Error::Kind::Network && error.kind != Error::Kind::Storage);
    m_retryLater->setChecked(false);
    m_retryLater->setVisible(error.retryAfter && !aboutBudget && m_remaining() > std::chrono::milliseconds(0));
    if (m_retryLater->isVisibleTo(this))
        m_timer.start();
    tick();
}

void ErrorCard::setBudget(const BudgetStatus &status, const QDateTime &now)
{
    if (status.budget.id != m_budget || m_budget.isEmpty())
        return;
    const QString used
        = tr("%1: %2 used", "budget, 0.97 of 1 dollar").arg(status.budget.name, BudgetText::used(status));
    const QString resets = BudgetText::resets(status, now);
    m_why->setText(status.to.isValid()
            ? tr("%1. It begins anew %2.", "how it stands; in 3 h, Mon 00:00").arg(used, resets)
            : tr("%1. It never begins anew.", "how it stands").arg(used));
    m_why->setToolTip(BudgetText::usedDetails(status));
}

void ErrorCard::tick()
{
    if (!m_retryLater->isVisibleTo(this)) {
        m_timer.stop();
        return;
    }
    const std::chrono::milliseconds left = m_remaining();
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
    const QString figure = QLocale().toString(qint64(seconds));
    m_retryLater->setText(
        m_retryLater->isChecked() ? tr("Retrying in %1 s").arg(figure) : tr("Retry in %1 s").arg(figure));
    if (left > std::chrono::milliseconds(0))
        return;
    m_timer.stop();
    const bool asked = m_retryLater->isChecked();
    m_retryLater->setVisible(false);
    if (asked)
        Q_EMIT retryRequested();
}

void ErrorCard::refreshColors()
{
    m_icon->setPixmap(icon(meaningIcon(Meaning::Error), Meaning::Error).pixmap(Spacing::iconLarge));
    m_icon->setAccessibleName(tr("Error"));
    QPalette words = palette();
    words.setColor(QPalette::WindowText, mutedText(palette()));
    for (QLabel *label : {m_why, m_todo})
        label->setPalette(words);
}

void ErrorCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(mixed(meaningColor(Meaning::Error, palette()), cardColor(palette()), 0.6));
    painter.setBrush(meaningTint(Meaning::Error, palette()));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Spacing::controlRadius, Spacing::controlRadius);
}

void ErrorCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        refreshColors();
    QFrame::changeEvent(event);
}

} // namespace lineup::ui
