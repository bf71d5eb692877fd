// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"
#include "ui/compare/ModelPicker.h"
#include "ui/models/ModelGroups.h"
#include "ui/models/ModelTreeModel.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

// The model picker with every model of the catalogue. Run with -callgrind for counts of instructions.
class BenchPicker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void groups();
    void tree();
    void open();
    void filterAsOneTypes();
    void worstStep();

private:
    Catalogue m_catalogue;
    QList<ModelGroup> m_groups;
    QWidget m_window;
};

void BenchPicker::initTestCase()
{
    m_groups = modelGroups(m_catalogue, {});
    m_window.resize(1200, 800);
    m_window.show();
}

// What the pop-up is opened over, the first time: the catalogue's rows are read for it.
void BenchPicker::groups()
{
    QBENCHMARK
    {
        const Catalogue fresh;
        QVERIFY(modelGroups(fresh, {}).size() > 20);
    }
}

void BenchPicker::tree()
{
    QBENCHMARK
    {
        ModelTreeModel model;
        model.setGroups(m_groups);
        QVERIFY(model.rowCount() > 20);
    }
}

void BenchPicker::open()
{
    ModelTreeModel model;
    model.setGroups(m_groups);
    QBENCHMARK
    {
        auto *picker = new ModelPicker(&model, u"gpt-4o-mini"_s, &m_window);
        picker->openBelow(&m_window);
        picker->findChild<QTreeView *>()->grab();
        delete picker;
    }
}

// Eight letters, typed and taken away again: sixteen steps, each painted.
void BenchPicker::filterAsOneTypes()
{
    ModelTreeModel model;
    model.setGroups(m_groups);
    ModelPicker picker(&model, u"gpt-4o-mini"_s, &m_window);
    picker.setAttribute(Qt::WA_DeleteOnClose, false);
    picker.openBelow(&m_window);
    auto *line = picker.findChild<QLineEdit *>();
    auto *view = picker.findChild<QTreeView *>();
    const QString text = u"sonnet-4"_s;
    QBENCHMARK
    {
        for (int i = 1; i <= text.size(); ++i) {
            line->setText(text.left(i));
            view->grab();
        }
        for (int i = int(text.size()) - 1; i >= 0; --i) {
            line->setText(text.left(i));
            view->grab();
        }
    }
}

// The longest single step, with how long it took.
void BenchPicker::worstStep()
{
    ModelTreeModel model;
    model.setGroups(m_groups);
    ModelPicker picker(&model, u"gpt-4o-mini"_s, &m_window);
    picker.setAttribute(Qt::WA_DeleteOnClose, false);
    picker.openBelow(&m_window);
    auto *line = picker.findChild<QLineEdit *>();
    auto *view = picker.findChild<QTreeView *>();
    qint64 worst = 0;
    QString at;
    for (const QString &text : {u"g"_s, u"gp"_s, u"gpt"_s, u"gpt-"_s, u"gp"_s, u"g"_s, QString(), u"e"_s, QString(),
             u"-"_s, u"vision tools"_s, u"zzz"_s, QString()}) {
        QElapsedTimer timer;
        timer.start();
        line->setText(text);
        view->grab();
        if (timer.nsecsElapsed() > worst) {
            worst = timer.nsecsElapsed();
            at = text;
        }
    }
    qInfo("the longest step: %.2f ms, at \"%s\"", double(worst) / 1e6, qPrintable(at));
}

QTEST_MAIN(BenchPicker)
#include "bench_picker.moc"
