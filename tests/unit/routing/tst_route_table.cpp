// SPDX-License-Identifier: GPL-3.0-or-later
// Every way a call can take along its plan, on a virtual clock: what is asked, what is waited for, what comes of it.
#include "core/routing/RouteRun.h"
#include "tests/support/ScriptedAttempts.h"
#include "tests/unit/routing/RouteRows.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;
using std::chrono::milliseconds;

namespace {

class GivenRandom final : public RandomSource
{
public:
    double next() override { return value; }
    double value = 0.5;
};

QString codeOf(Error::Kind kind)
{
    using Kind = Error::Kind;
    static const QHash<Kind, QString> codes {{Kind::RateLimited, u"rl"_s}, {Kind::ServerFault, u"sf"_s},
        {Kind::Overloaded, u"ov"_s}, {Kind::Network, u"net"_s}, {Kind::Timeout, u"to"_s}, {Kind::Malformed, u"ma"_s},
        {Kind::NotFound, u"nf"_s}, {Kind::Auth, u"au"_s}, {Kind::PermissionDenied, u"pd"_s},
        {Kind::QuotaExhausted, u"qu"_s}, {Kind::ContextTooLong, u"ctx"_s}, {Kind::BadRequest, u"br"_s},
        {Kind::Unsupported, u"un"_s}, {Kind::ContentFiltered, u"cf"_s}, {Kind::BudgetExhausted, u"bu"_s},
        {Kind::Secret, u"se"_s}, {Kind::Cancelled, u"ca"_s}};
    return codes.value(kind, u"?"_s);
}

ErrorClass classOf(const QString &code)
{
    static const QHash<QString, ErrorClass> classes {{u"rl"_s, ErrorClass::RateLimited},
        {u"se"_s, ErrorClass::ServerError}, {u"net"_s, ErrorClass::Network}, {u"to"_s, ErrorClass::Timeout},
        {u"nf"_s, ErrorClass::NotFound}, {u"au"_s, ErrorClass::Auth}, {u"ctx"_s, ErrorClass::ContextTooLong},
        {u"cf"_s, ErrorClass::ContentFiltered}, {u"bu"_s, ErrorClass::Budget}, {u"br"_s, ErrorClass::BadRequest}};
    if (!classes.contains(code))
        qFatal("no class %s", qPrintable(code));
    return classes.value(code);
}

// One row, set up and run.
class Course
{
public:
    explicit Course(bool stream) { request.stream = stream; }
    void read(const QString &plan, const QString &script);
    [[nodiscard]] QString run();
    [[nodiscard]] const QStringList &unscripted() const { return attempts.unscripted; }
    [[nodiscard]] bool oneVoice() const; // all words that came are of the last model that was asked
    int finishedCount = 0;

private:
    void readStep(const QString &text);
    void readStepWord(RouteStep &step, const QString &word);
    void readWord(const QString &word);
    void readTargetWord(const QString &name, const QString &model, const QString &value);
    void readChain(const QString &name, const QStringList &models);
    void fail3(const QString &model);
    [[nodiscard]] QString traceOf(const RouteRun &run) const;

    VirtualTime time;
    GivenRandom random;
    RouteMemory memory {time};
    ScriptedAttempts attempts {time};
    RoutePlan plan;
    ChatRequest request;
    std::optional<milliseconds> cancelAt;
    QString said;
    QString lastAsked;
    QObject others;
};

void Course::readStepWord(RouteStep &step, const QString &word)
{
    if (word == "lb"_L1)
        step.balance = Balance::LeastBusy;
    else if (word == "ll"_L1)
        step.balance = Balance::LowestLatency;
    else if (word == "ch"_L1)
        step.balance = Balance::Cheapest;
    else if (word.startsWith("lc="_L1))
        step.largerContext = word.mid(3);
    else if (word.startsWith("ft"_L1))
        step.timeouts.firstToken = milliseconds(word.mid(2).toInt());
    else if (word.startsWith(u'<'))
        step.maxCost = Money::fromDecimal(word.mid(1));
    else if (word.startsWith(u'r'))
        step.retries = word.mid(1).toInt();
    else if (word.startsWith(u'f'))
        step.fallOn.setFlag(classOf(word.mid(2)), word.at(1) == u'+');
    else if (word.startsWith(u't'))
        step.retryOn.setFlag(classOf(word.mid(2)), word.at(1) == u'+');
    else
        qFatal("no word %s", qPrintable(word));
}

void Course::readStep(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    RouteStep step {.retries = 0};
    for (const QString &target : words.first().split(u',')) {
        const QString weight = target.section(u'*', 1);
        step.targets += RouteTarget {target.section(u'*', 0, 0), weight.isEmpty() ? 1 : weight.toDouble()};
    }
    for (const QString &word : words.mid(1))
        readStepWord(step, word);
    plan.steps += step;
}

void Course::fail3(const QString &model)
{
    for (int i = 0; i < 3; ++i)
        memory.cooldowns.failed(model, {.kind = Error::Kind::ServerFault});
}

void Course::readTargetWord(const QString &name, const QString &model, const QString &value)
{
    TargetFacts &facts = attempts.known[model];
    if (name == "cool"_L1 || name == "half"_L1) {
        fail3(model);
        if (name == "half"_L1)
            time.advance(std::chrono::seconds(31));
    } else if (name == "cools"_L1) { // others find out, at that time
        time.after(milliseconds(value.toInt()), &others, [this, model] { fail3(model); });
    } else if (name == "busy"_L1) {
        memory.stats.began(model);
    } else if (name == "lat"_L1) {
        memory.stats.measured(model, milliseconds(value.toInt()));
    } else if (name == "size"_L1) {
        facts.contextTokens = value.toInt();
    } else if (name == "cost"_L1) {
        facts.worstCost = Money::fromDecimal(value);
    } else if (name == "skip"_L1) {
        facts.skip = skipReasonFromName(value).value_or(SkipReason::None);
    } else {
        qFatal("no word %s", qPrintable(name));
    }
}

void Course::readChain(const QString &name, const QStringList &models)
{
    for (const QString &model : models)
        plan.chains[name] += RouteStep {.targets = {{.model = model}}, .retries = 0};
}

void Course::readWord(const QString &word)
{
    const QString rest = word.section(u':', 1);
    if (word == "unc"_L1)
        plan.retryUncertain = true;
    else if (word == "prompt"_L1)
        request.messages = {Message::fromText(Role::User, u"word "_s.repeated(1'000))};
    else if (word.startsWith("ctx:"_L1))
        plan.contextFallbacks.insert(rest.section(u'>', 0, 0), rest.section(u'>', 1));
    else if (word.startsWith("cf:"_L1))
        plan.contentFallbacks += rest;
    else if (word.startsWith("via:"_L1))
        readChain(rest.section(u'=', 0, 0), rest.section(u'=', 1).split(u'+'));
    else if (!rest.isEmpty())
        readTargetWord(word.section(u':', 0, 0), rest.section(u'=', 0, 0), rest.section(u'=', 1));
    else if (word.startsWith("base"_L1))
        plan.backoffBase = milliseconds(word.mid(4).toInt());
    else if (word.startsWith("lim"_L1))
        plan.waitLimit = milliseconds(word.mid(3).toInt());
    else if (word.startsWith("first"_L1))
        plan.firstStep = word.mid(5).toInt();
    else if (word.startsWith("rnd"_L1))
        random.value = word.mid(3).toDouble();
    else if (word.startsWith("cancel"_L1))
        cancelAt = milliseconds(word.mid(6).toInt());
    else
        qFatal("no word %s", qPrintable(word));
}

void Course::read(const QString &text, const QString &script)
{
    request.messages = {Message::fromText(Role::User, u"Hello?"_s)};
    for (const QString &step : text.section(u';', 0, 0).split(u'|'))
        readStep(step);
    for (const QString &word : text.section(u';', 1).split(u' ', Qt::SkipEmptyParts))
        readWord(word);
    for (const QString &model : script.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList words = model.section(u'=', 1).split(u',');
        for (const QString &word : words) {
            if (!behaviourOf(word))
                qFatal("no behaviour %s", qPrintable(word));
        }
        attempts.script.insert(model.section(u'=', 0, 0), words);
    }
}

QString Course::traceOf(const RouteRun &run) const
{
    QStringList out;
    for (const RouteEvent &event : run.events()) {
        if (event.kind == RouteEvent::Kind::Wait)
            out += u'w' + QString::number(event.took.count() / 1'000);
        else if (event.kind == RouteEvent::Kind::Skip)
            out += event.model + u'-' + skipReasonName(event.skipped);
        else
            out += event.model + (event.error ? QString(u"!"_s + codeOf(*event.error)) : u"."_s);
    }
    return out.join(u' ');
}

QString Course::run()
{
    RouteRun run(
        {.attempts = attempts, .timers = time, .clock = time, .random = random, .memory = memory}, plan, request);
    std::optional<Result<Completion>> result;
    QObject::connect(&run, &RouteRun::asking, &run, [this](const QString &model) { lastAsked = model; });
    QObject::connect(&run, &RouteRun::delta, &run, [this](const Delta &delta) { said += delta.text; });
    QObject::connect(&run, &RouteRun::finished, &run, [&](const Result<Completion> &r) {
        result = r;
        ++finishedCount;
    });
    const std::chrono::nanoseconds startedAt = time.monotonic();
    if (cancelAt)
        time.after(*cancelAt, &run, [&run] { run.abort(); });
    run.start();
    const QString before = finishedCount > 0 ? u"at once "_s : QString();
    const bool ended = time.runUntil([&] { return result.has_value(); }, std::chrono::hours(1));
    const QString at = u" @"_s + QString::number((time.monotonic() - startedAt).count() / 1'000'000);
    time.advance(std::chrono::minutes(5)); // nothing more may happen
    const QString trace = traceOf(run);
    const QString space = trace.isEmpty() ? QString() : u" "_s;
    if (!ended)
        return trace + space + u"=never"_s;
    const bool partial = !*result && !run.partial().choices.isEmpty() && !said.isEmpty();
    const QString end = *result ? lastAsked : codeOf(result->error().kind) + (partial ? u"~"_s : QString());
    return before + trace + space + u'=' + end + at;
}

bool Course::oneVoice() const
{
    const QStringList words = said.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [this](const QString &word) { return word.startsWith(lastAsked); });
}

} // namespace

class TestRouteTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // What has gone wrong in programs of this kind is a row by its name, on the paths that it has.
    void knownFaults_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("plainToo");
        QTest::newRow("errors that come with a 200") << u"error inside a 200 stream"_s << true;
        QTest::newRow("a map that lacks the model") << u"missing group in the context map"_s << true;
        QTest::newRow("retries below the retries") << u"no hidden second retry"_s << true;
        QTest::newRow("one target that cools") << u"single-target cooldown"_s << true;
        QTest::newRow("dead hosts asked for ever") << u"connection errors cool"_s << true;
        QTest::newRow("two models in one answer") << u"mid-stream failure"_s << false;
        QTest::newRow("an opt-out of one path only") << u"opt-out on both paths"_s << true;
    }
    void knownFaults()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, plainToo);
        int streamed = 0;
        int plain = 0;
        for (const RouteRow &row : routeRows()) {
            if (!QString::fromUtf8(row.name).startsWith(name))
                continue;
            streamed += row.how != 'p' ? 1 : 0;
            plain += row.how != 's' ? 1 : 0;
        }
        QVERIFY(streamed > 0);
        QCOMPARE(plain > 0, plainToo);
        QVERIFY(routeRows().size() >= 200);
    }

    void routes_data()
    {
        QTest::addColumn<bool>("stream");
        QTest::addColumn<QString>("plan");
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("trace");
        for (const RouteRow &row : routeRows()) {
            const auto add = [&row](const char *kind, bool stream) {
                QTest::addRow("%s, %s", row.name, kind)
                    << stream << QString::fromLatin1(row.plan) << QString::fromLatin1(row.script)
                    << QString::fromLatin1(row.trace);
            };
            if (row.how != 'p')
                add("streamed", true);
            if (row.how != 's')
                add("plain", false);
        }
    }
    void routes()
    {
        QFETCH(bool, stream);
        QFETCH(QString, plan);
        QFETCH(QString, script);
        QFETCH(QString, trace);
        Course course(stream);
        course.read(plan, script);
        QCOMPARE(course.run(), trace);
        QCOMPARE(course.finishedCount, 1);
        QCOMPARE(course.unscripted(), QStringList());
        QVERIFY(course.oneVoice());
    }
};

QTEST_GUILESS_MAIN(TestRouteTable)
#include "tst_route_table.moc"
