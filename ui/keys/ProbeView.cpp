// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/ProbeView.h"

#include "ui/keys/ProbeText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Announcer.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QLabel *wrappingLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

} // namespace

ProbeView::ProbeView(QWidget *parent)
    : QWidget(parent), m_conclusion(wrappingLabel(this)), m_detail(wrappingLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_conclusion);
    layout->addWidget(m_detail);
    m_detail->setFont(themeFont(TextSize::Caption));
}

void ProbeView::clear()
{
    delete m_lines;
    m_lines = nullptr;
    m_texts.clear();
    m_conclusion->hide();
    m_detail->hide();
}

void ProbeView::begin(const Service &service)
{
    clear();
    m_service = service;
    m_lines = new QWidget(this);
    m_grid = new QGridLayout(m_lines);
    m_grid->setContentsMargins({});
    m_grid->setHorizontalSpacing(Spacing::small);
    m_grid->setVerticalSpacing(Spacing::hair);
    m_grid->setColumnStretch(2, 1);
    qobject_cast<QVBoxLayout *>(layout())->insertWidget(0, m_lines);
    m_conclusion->setText(tr("Testing…"));
    m_conclusion->show();
}

void ProbeView::addLine(const QIcon &sign, const QString &name, const QString &text)
{
    const int row = m_grid->rowCount();
    auto *picture = new QLabel(m_lines);
    picture->setPixmap(sign.pixmap(Spacing::icon, Spacing::icon));
    auto *word = new QLabel(text, m_lines);
    word->setFont(tabularFont(word->font()));
    m_grid->addWidget(picture, row, 0);
    m_grid->addWidget(new QLabel(name, m_lines), row, 1);
    m_grid->addWidget(word, row, 2);
    m_texts += name + u": "_s + text;
}

void ProbeView::addStage(const ProbeStage &stage)
{
    Meaning meaning = Meaning::Good;
    if (stage.outcome == ProbeStage::Outcome::Failed)
        meaning = Meaning::Error;
    else if (stage.outcome == ProbeStage::Outcome::Unproven)
        meaning = Meaning::Information;
    addLine(icon(meaningIcon(meaning), meaning), ProbeText::stageName(stage.step), ProbeText::stageLine(stage));
}

void ProbeView::end(const ProbeResult &result)
{
    const bool failed
        = result.error && !result.stages.isEmpty() && result.stages.constLast().outcome == ProbeStage::Outcome::Failed;
    if (failed)
        m_conclusion->setText(ProbeText::failure(result.stages.constLast(), m_service));
    else
        m_conclusion->setText(result.error ? tr("The test was stopped.") : tr("%1 works.").arg(m_service.label));
    m_detail->setText(failed ? result.error->detail : QString());
    m_detail->setVisible(!m_detail->text().isEmpty());
    announce(this, m_conclusion->text());
}

QString ProbeView::text() const
{
    QStringList all = m_texts;
    if (m_conclusion->isVisibleTo(this))
        all += m_conclusion->text();
    if (m_detail->isVisibleTo(this))
        all += m_detail->text();
    return all.join(u'\n');
}

} // namespace lineup::ui
