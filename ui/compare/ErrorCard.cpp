// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ErrorCard.h"

#include "ui/models/BudgetText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/FlowLayout.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
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
    : QFrame(parent), m_remaining(std::move(remaining)), m_icon(new QLabel(this)), m_scroll(new ColumnScroll(this)),
      m_sentences(new QWidget), m_what(textLabel(m_sentences)), m_why(textLabel(m_sentences)),
      m_words(textLabel(m_sentences)), m_todo(textLabel(m_sentences)),
      m_retryNow(new QPushButton(tr("Retry now"), this)), m_retryLater(new QPushButton(this)),
      m_keys(new QPushButton(tr("Open Keys"), this)), m_otherModel(new QPushButton(tr("Use another model"), this)),
      m_raise(new QPushButton(tr("Raise the limit…"), this)), m_allowMore(new QPushButton(tr("Allow more…"), this)),
      m_buttons(new FlowLayout(nullptr, Spacing::small))
{
    m_what->setFont(themeFont(TextSize::Body));
    QFont strong = m_what->font();
    strong.setWeight(QFont::DemiBold);
    m_what->setFont(strong);
    m_words->setObjectName(u"words"_s);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_retryLater->setCheckable(true);
    m_retryLater->setToolTip(tr("Press to ask again by itself when the provider's waiting time is over"));
    build();
    refreshColors();

    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, &ErrorCard::tick);
    connect(m_retryNow, &QPushButton::clicked, this, &ErrorCard::retryRequested);
    connect(m_keys, &QPushButton::clicked, this, [this] { Q_EMIT keysRequested(m_service); });
    connect(m_otherModel, &QPushButton::clicked, this, &ErrorCard::modelRequested);
    connect(m_raise, &QPushButton::clicked, this, [this] { Q_EMIT budgetRequested(m_budget); });
    connect(m_allowMore, &QPushButton::clicked, this, [this] { Q_EMIT allowMoreRequested(m_budget); });
}

void ErrorCard::build()
{
    auto *text = new QVBoxLayout(m_sentences);
    text->setContentsMargins({});
    text->setSpacing(Spacing::hair);
    for (QLabel *label : {m_what, m_why, m_words, m_todo})
        text->addWidget(label);
    text->addStretch();
    m_scroll->setWidget(m_sentences);
    m_scroll->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_scroll->setMinimumSize(1, 1);
    for (QWidget *widget : {m_scroll->viewport(), m_sentences})
        widget->setAutoFillBackground(false);
    for (QPushButton *button : {m_retryNow, m_retryLater, m_keys, m_raise, m_allowMore, m_otherModel})
        m_buttons->addWidget(button);
    auto *right = new QVBoxLayout;
    right->setSpacing(Spacing::small);
    right->addWidget(m_scroll, 1);
    right->addLayout(m_buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::small, Spacing::medium, Spacing::medium);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(right, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

int ErrorCard::heightWith(int most) const
{
    const QMargins around = layout()->contentsMargins();
    const int inner
        = qMax(80, width() - around.left() - around.right() - m_icon->sizeHint().width() - layout()->spacing());
    const int sentences = qMin(most, m_sentences->layout()->totalHeightForWidth(inner));
    return around.top() + sentences + Spacing::small + m_buttons->heightForWidth(inner) + around.bottom();
}

QSize ErrorCard::sizeHint() const
{
    return {minimumSizeHint().width(), heightWith(QWIDGETSIZE_MAX)};
}

QSize ErrorCard::minimumSizeHint() const
{
    return {200, heightWith(2 * m_what->fontMetrics().lineSpacing())};
}

void ErrorCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
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
    m_scroll->ensureVisible(0, 0);
    updateGeometry();
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
    updateGeometry();
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
    updateGeometry();
    if (asked)
        Q_EMIT retryRequested();
}

void ErrorCard::refreshColors()
{
    m_icon->setPixmap(icon(meaningIcon(Meaning::Error), Meaning::Error).pixmap(Spacing::iconLarge));
    m_icon->setAccessibleName(tr("Error"));
    QPalette words = palette();
    words.setColor(QPalette::WindowText, mutedTextOn(Meaning::Error, palette()));
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
