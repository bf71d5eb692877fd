// SPDX-License-Identifier: GPL-3.0-or-later
// `lineup catalogue`: what it prints, what it changes, and the exit codes that a script sees.
#include "tests/integration/CliHelp.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cli;

namespace {

// A table in LiteLLM's form: a model that we have at another price, a new one, an image model, a row of no sense.
QByteArray tableWith(const QByteArray &input)
{
    return R"({"gpt-4o-mini": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": )" + input
        + R"(, "output_cost_per_token": 6e-07},
        "brand-new": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06,
            "output_cost_per_token": 2e-06},
        "painter": {"litellm_provider": "openai", "mode": "image_generation"}, "bad": 5})";
}

// The price that `lineup models` shows for a model of openai; empty when there is no such model.
QString inputOf(const Program &program, const QString &id)
{
    const ProgramRun run = program.run({u"models"_s, u"--service"_s, u"openai"_s, u"--json"_s});
    for (const QJsonValue &row : run.json().value("models"_L1).toArray()) {
        if (row["id"_L1].toString() == id)
            return row["price"_L1]["input"_L1].toString();
    }
    return {};
}

QJsonObject changeOf(const QJsonObject &plan, const QString &id)
{
    for (const QJsonValue &change : plan.value("changes"_L1).toArray()) {
        if (change["id"_L1].toString() == id)
            return change.toObject();
    }
    return {};
}

} // namespace

class TestCliCatalogue : public QObject
{
    Q_OBJECT

private:
    static void checkStatus(const Program &program, int models, int levels)
    {
        const ProgramRun run = program.run({u"catalogue"_s, u"status"_s, u"--json"_s});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(run.json().value("imported_models"_L1).toInt(-1), models);
        QCOMPARE(run.json().value("undo_levels"_L1).toInt(-1), levels);
        QCOMPARE(run.json().value("newest_prices"_L1).isNull(), models == 0);
        QCOMPARE(run.json().value("undone"_L1).toBool(true), false);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    void aPreviewChangesNothing()
    {
        const Program program;
        const QString file = program.write(u"table.json"_s, tableWith("2e-07"));
        const ProgramRun run = program.run({u"catalogue"_s, u"import"_s, file});
        QVERIFY2(run.code == 0, run.err.constData());
        const QString out = QString::fromUtf8(run.out);
        QVERIFY2(out.contains(u"brand-new"_s) && out.contains(u"0.15 → 0.2"_s), run.out.constData());
        QVERIFY2(out.contains(u"--yes"_s), run.out.constData());
        QVERIFY(!out.contains(u"painter"_s));
        checkStatus(program, 0, 0);
        QCOMPARE(inputOf(program, u"gpt-4o-mini"_s), u"0.15"_s);
        QCOMPARE(inputOf(program, u"brand-new"_s), QString());
    }

    void aPreviewAsJson()
    {
        const Program program;
        const QString file = program.write(u"table.json"_s, tableWith("2e-07"));
        const ProgramRun run = program.run({u"catalogue"_s, u"import"_s, file, u"--json"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.err, QByteArray());
        const QJsonObject plan = run.json();
        QCOMPARE(plan.value("taken"_L1).toBool(true), false);
        QCOMPARE(plan.value("total"_L1)["added"_L1].toInt(), 1);
        QCOMPARE(plan.value("total"_L1)["price_changed"_L1].toInt(), 1);
        QCOMPARE(plan.value("skipped"_L1).toInt(), 1);
        QCOMPARE(plan.value("others"_L1).toInt(), 1);
        QCOMPARE(plan.value("services"_L1).toObject().keys(), QStringList {u"openai"_s});
        QCOMPARE(plan.value("changes"_L1).toArray().size(), 2);
        const QJsonObject moved = changeOf(plan, u"gpt-4o-mini"_s);
        QCOMPARE(moved.value("change"_L1).toString(), u"price"_s);
        QCOMPARE(moved.value("input_before"_L1).toString(), u"0.15"_s);
        QCOMPARE(moved.value("input_after"_L1).toString(), u"0.2"_s);
        QCOMPARE(moved.value("other"_L1)[0]["part"_L1].toString(), u"cache_read"_s);
        QCOMPARE(moved.value("other"_L1)[0]["before"_L1].toString(), u"0.075"_s);
        QVERIFY(moved.value("other"_L1)[0]["after"_L1].isNull());
        const QJsonObject added = changeOf(plan, u"brand-new"_s);
        QCOMPARE(added.value("other"_L1).toArray().size(), 0);
        QCOMPARE(added.value("change"_L1).toString(), u"added"_s);
        QVERIFY(added.value("input_before"_L1).isNull());
        QCOMPARE(added.value("output_after"_L1).toString(), u"2"_s);
        checkStatus(program, 0, 0);
    }

    void aDoubtfulPriceIsLeftOut()
    {
        const Program program;
        QByteArray swapped = tableWith("2e-07");
        swapped.replace("2e-06}", "2e-07}"); // brand-new: a dollar in, twenty cents out
        const QString file = program.write(u"table.json"_s, swapped);
        const ProgramRun shown = program.run({u"catalogue"_s, u"import"_s, file});
        QVERIFY2(shown.out.contains("doubtful: output cheaper than input"), shown.out.constData());
        QVERIFY2(shown.out.contains("1 with a doubtful price, left out"), shown.out.constData());
        const ProgramRun run = program.run({u"catalogue"_s, u"import"_s, file, u"--yes"_s, u"--json"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.json().value("doubtful"_L1).toInt(), 1);
        QCOMPARE(changeOf(run.json(), u"brand-new"_s).value("doubt"_L1).toString(), u"output_below_input"_s);
        QVERIFY(changeOf(run.json(), u"gpt-4o-mini"_s).value("doubt"_L1).isNull());
        checkStatus(program, 1, 1);
        QCOMPARE(inputOf(program, u"brand-new"_s), QString());
        // Nothing but the doubtful one is left, and is taken when it is asked for.
        const ProgramRun rest = program.run({u"catalogue"_s, u"import"_s, file, u"--yes"_s});
        QVERIFY2(rest.out.contains("Nothing to take"), rest.out.constData());
        QCOMPARE(program.run({u"catalogue"_s, u"import"_s, file, u"--yes"_s, u"--doubtful"_s}).code, 0);
        QCOMPARE(inputOf(program, u"brand-new"_s), u"1"_s);
        checkStatus(program, 2, 2);
    }

    void anImportHoldsForTheNextRun()
    {
        const Program program;
        const QString file = program.write(u"table.json"_s, tableWith("2e-07"));
        const ProgramRun run = program.run({u"catalogue"_s, u"import"_s, file, u"--yes"_s, u"--json"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.json().value("taken"_L1).toBool(), true);
        checkStatus(program, 2, 1);
        QCOMPARE(inputOf(program, u"gpt-4o-mini"_s), u"0.2"_s);
        QCOMPARE(inputOf(program, u"brand-new"_s), u"1"_s);

        // The same table once more has nothing to take, and makes no second level to go back to.
        const ProgramRun again = program.run({u"catalogue"_s, u"import"_s, file, u"--yes"_s, u"--json"_s});
        QCOMPARE(again.code, 0);
        QCOMPARE(again.json().value("taken"_L1).toBool(true), false);
        QCOMPARE(again.json().value("unchanged"_L1).toInt(), 2);
        checkStatus(program, 2, 1);
    }

    void undoGoesBackOneImportAtATime()
    {
        const Program program;
        for (const QByteArray &price : {QByteArray("2e-07"), QByteArray("3e-07")}) {
            const QString file = program.write(u"table.json"_s, tableWith(price));
            QCOMPARE(program.run({u"catalogue"_s, u"import"_s, file, u"--yes"_s}).code, 0);
        }
        QCOMPARE(inputOf(program, u"gpt-4o-mini"_s), u"0.3"_s);
        checkStatus(program, 2, 2);

        const ProgramRun first = program.run({u"catalogue"_s, u"undo"_s, u"--json"_s});
        QCOMPARE(first.code, 0);
        QCOMPARE(first.json().value("undone"_L1).toBool(), true);
        QCOMPARE(first.json().value("undo_levels"_L1).toInt(), 1);
        QCOMPARE(inputOf(program, u"gpt-4o-mini"_s), u"0.2"_s);

        QCOMPARE(program.run({u"catalogue"_s, u"undo"_s}).code, 0);
        QCOMPARE(inputOf(program, u"gpt-4o-mini"_s), u"0.15"_s);
        QCOMPARE(inputOf(program, u"brand-new"_s), QString());
        checkStatus(program, 0, 0);

        const ProgramRun none = program.run({u"catalogue"_s, u"undo"_s});
        QCOMPARE(none.code, 5);
        QCOMPARE(none.out, QByteArray());
        QCOMPARE(none.error().value("kind"_L1).toString(), u"not_found"_s);
        checkStatus(program, 0, 0);
    }

    void aBadSourceIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes"); // of the file; null: there is none
        QTest::addColumn<QString>("source"); // empty: the file
        QTest::addColumn<int>("code");
        QTest::newRow("cut off") << tableWith("2e-07").left(100) << QString() << 3;
        QTest::newRow("not JSON") << QByteArray("<html>") << QString() << 3;
        QTest::newRow("empty") << QByteArray("") << QString() << 3;
        QTest::newRow("too long") << QByteArray(32 * 1024 * 1024 + 1, ' ') << QString() << 3;
        QTest::newRow("no such file") << QByteArray() << u"nowhere.json"_s << 5;
        QTest::newRow("not encrypted") << QByteArray() << u"http://127.0.0.1:9/table.json"_s << 3;
        QTest::newRow("a password in it") << QByteArray() << u"https://me:secret@127.0.0.1:9/table.json"_s << 3;
        QTest::newRow("another scheme") << QByteArray() << u"ftp://127.0.0.1:9/table.json"_s << 3;
    }
    void aBadSourceIsRefused()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, source);
        QFETCH(const int, code);
        const Program program;
        const QString from = source.isEmpty() ? program.write(u"table.json"_s, bytes) : source;
        const ProgramRun run = program.run({u"catalogue"_s, u"import"_s, from, u"--yes"_s});
        QCOMPARE(run.code, code);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(!run.error().value("message"_L1).toString().isEmpty(), run.err.constData());
        QVERIFY(!run.err.contains("secret"));
        checkStatus(program, 0, 0);
    }

    void theWordsAreChecked_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing to import") << QStringList {u"catalogue"_s, u"import"_s};
        QTest::newRow("two files") << QStringList {u"catalogue"_s, u"import"_s, u"a"_s, u"b"_s};
        QTest::newRow("undo of something") << QStringList {u"catalogue"_s, u"undo"_s, u"a"_s};
        QTest::newRow("another action") << QStringList {u"catalogue"_s, u"renew"_s};
        QTest::newRow("another option") << QStringList {u"catalogue"_s, u"status"_s, u"--force"_s};
    }
    void theWordsAreChecked()
    {
        QFETCH(const QStringList, words);
        const Program program;
        const ProgramRun run = program.run(words);
        QCOMPARE(run.code, 2);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(!run.err.isEmpty());
    }

    // Nothing is kept where the folder cannot be written, and the exit code says whose fault it is.
    void aFolderThatCannotBeMade()
    {
        const Program program;
        const QString file = program.write(u"table.json"_s, tableWith("2e-07"));
        QCOMPARE(program.run({u"catalogue"_s, u"import"_s, file, u"--yes"_s}).code, 0);
        const QStringList found = QDir(program.home()).entryList({u"*"_s}, QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(!found.isEmpty());
        QString folder; // of the tables, wherever the program keeps it
        for (const QString &name : found) {
            for (const QString &inner : QDir(program.home() + u'/' + name).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
                folder = QFile::exists(program.home() + u'/' + name + u'/' + inner + u"/current.packed"_s)
                    ? program.home() + u'/' + name + u'/' + inner
                    : folder;
        }
        QVERIFY2(!folder.isEmpty(), qPrintable(found.join(u' ')));
        QVERIFY(QDir(folder).removeRecursively());
        QFile blocked(folder);
        QVERIFY(blocked.open(QFile::WriteOnly));
        blocked.close();
        const ProgramRun run = program.run({u"catalogue"_s, u"import"_s, file, u"--yes"_s});
        QCOMPARE(run.code, 13);
        QCOMPARE(run.error().value("kind"_L1).toString(), u"storage"_s);
        QCOMPARE(inputOf(program, u"gpt-4o-mini"_s), u"0.15"_s);
    }
};

QTEST_GUILESS_MAIN(TestCliCatalogue)
#include "tst_cli_catalogue.moc"
