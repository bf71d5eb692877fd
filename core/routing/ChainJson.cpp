// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/base/WordTable.h"
#include "core/routing/ChainBook.h"

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Answer = SimulatedAnswer;

constexpr std::array balanceWords {
    std::pair {Balance::Shuffle, "shuffle"_L1},
    std::pair {Balance::LeastBusy, "least_busy"_L1},
    std::pair {Balance::LowestLatency, "lowest_latency"_L1},
    std::pair {Balance::Cheapest, "cheapest"_L1},
};

constexpr std::array answerWords {
    std::pair {Answer::Kind::Answer, "answer"_L1},
    std::pair {Answer::Kind::Refuse, "refuse"_L1},
    std::pair {Answer::Kind::CutMidStream, "cut_mid_stream"_L1},
    std::pair {Answer::Kind::NeverStarts, "never_starts"_L1},
    std::pair {Answer::Kind::NoKey, "no_key"_L1},
};

constexpr qint64 longestTime = 24LL * 3'600'000; // of any wait or limit
constexpr qint64 mostRetries = 100;

// What of an object this version knows nothing of.
template<typename Keys>
QJsonObject without(QJsonObject object, const Keys &keys)
{
    for (const QLatin1StringView key : keys)
        object.remove(key);
    return object;
}

template<typename Table>
QString wordList(const Table &table)
{
    QStringList out;
    for (const auto &[value, word] : table)
        out += word;
    return out.join(u", "_s);
}

template<typename Table>
void readWord(JsonReader &reader, QStringView key, const Table &table,
    typename std::tuple_element<0, typename Table::value_type>::type &out)
{
    if (!reader.has(key))
        return;
    const QString word = reader.text(key);
    if (const auto value = valueFor(table, word))
        out = *value;
    else
        reader.complain(key, u"\"%1\" is none of %2"_s.arg(word, wordList(table)));
}

std::optional<qint64> readCount(JsonReader &reader, QStringView key, qint64 most)
{
    const std::optional<qint64> value = reader.integer(key);
    if (!value || (*value >= 0 && *value <= most))
        return value;
    reader.complain(key, u"expected a whole number from 0 to %1"_s.arg(most));
    return std::nullopt;
}

void readTime(JsonReader &reader, QStringView key, std::chrono::milliseconds &out)
{
    if (const std::optional<qint64> value = readCount(reader, key, longestTime))
        out = std::chrono::milliseconds(*value);
}

void readInt(JsonReader &reader, QStringView key, qint64 most, int &out)
{
    if (const std::optional<qint64> value = readCount(reader, key, most))
        out = int(*value);
}

void readFlag(JsonReader &reader, QStringView key, bool &out)
{
    out = reader.boolean(key).value_or(out);
}

void readClasses(JsonReader &reader, QStringView key, ErrorClasses &out)
{
    if (!reader.has(key))
        return;
    ErrorClasses classes;
    const QJsonArray words = reader.array(key);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const std::optional<ErrorClass> value = errorClassFromName(words.at(i).toString());
        if (value) {
            classes.setFlag(*value);
            continue;
        }
        QStringList all;
        for (const ErrorClass each : allErrorClasses())
            all += errorClassName(each);
        reader.complain(u"%1[%2]"_s.arg(key).arg(i),
            u"\"%1\" is none of %2"_s.arg(words.at(i).toVariant().toString(), all.join(u", "_s)));
    }
    out = classes;
}

QJsonArray classWords(ErrorClasses classes)
{
    QJsonArray out;
    for (const ErrorClass each : allErrorClasses()) {
        if (classes.testFlag(each))
            out += errorClassName(each);
    }
    return out;
}

// Reads every object of a list; what it complains of becomes the complaint of the whole.
template<typename T, typename Read>
QList<T> readList(JsonReader &reader, QStringView key, const QJsonArray &array, Read read)
{
    QList<T> out;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString place = u"%1[%2]"_s.arg(key).arg(i);
        if (!array.at(i).isObject()) {
            reader.complain(place, u"expected an object"_s);
            continue;
        }
        JsonReader part(array.at(i).toObject(), reader.pathOf(place));
        out += read(part, array.at(i).toObject());
        reader.adopt(part);
    }
    return out;
}

template<typename T, typename Write>
QJsonArray arrayOf(const QList<T> &list, Write write)
{
    QJsonArray out;
    for (const T &each : list)
        out += write(each);
    return out;
}

// Writes a member unless it has its usual value.
template<typename T, typename U>
void put(QJsonObject &object, QLatin1StringView key, const T &value, const T &usual, U written)
{
    if (value == usual)
        object.remove(key);
    else
        object.insert(key, written);
}

void putTime(QJsonObject &object, QLatin1StringView key, std::chrono::milliseconds value,
    std::chrono::milliseconds usual = std::chrono::milliseconds(0))
{
    put(object, key, value, usual, qint64(value.count()));
}

constexpr std::array targetKeys {"model"_L1, "weight"_L1};

RouteTarget readTarget(JsonReader &reader, const QJsonObject &object)
{
    RouteTarget out {.model = reader.requiredText(u"model"), .more = without(object, targetKeys)};
    out.weight = reader.number(u"weight").value_or(1);
    if (out.weight < 0)
        reader.complain(u"weight", u"expected 0 or more"_s);
    return out;
}

QJsonObject targetJson(const RouteTarget &target)
{
    QJsonObject out = target.more;
    out.insert("model"_L1, target.model);
    put(out, "weight"_L1, target.weight, 1.0, target.weight);
    return out;
}

constexpr std::array stepKeys {"model"_L1, "targets"_L1, "balance"_L1, "retries"_L1, "retry_on"_L1, "fall_on"_L1,
    "connect_timeout_ms"_L1, "first_token_timeout_ms"_L1, "idle_timeout_ms"_L1, "timeout_ms"_L1, "max_cost"_L1,
    "larger_context"_L1};

void readMaxCost(JsonReader &reader, std::optional<Money> &out)
{
    if (!reader.has(u"max_cost"))
        return;
    const QString text = reader.text(u"max_cost");
    out = Money::fromDecimal(text);
    if (out && *out >= Money())
        return;
    reader.complain(u"max_cost", u"expected US dollars as decimal text, such as \"0.05\""_s);
    out.reset();
}

RouteStep readStep(JsonReader &reader, const QJsonObject &object)
{
    RouteStep out {.more = without(object, stepKeys)};
    if (reader.has(u"targets") && reader.has(u"model"))
        reader.complain(u"targets", u"a step has either model or targets"_s);
    if (reader.has(u"targets"))
        out.targets = readList<RouteTarget>(reader, u"targets", reader.array(u"targets"), readTarget);
    else
        out.targets = {{.model = reader.requiredText(u"model")}};
    readWord(reader, u"balance", balanceWords, out.balance);
    readInt(reader, u"retries", mostRetries, out.retries);
    readClasses(reader, u"retry_on", out.retryOn);
    readClasses(reader, u"fall_on", out.fallOn);
    readTime(reader, u"connect_timeout_ms", out.timeouts.connect);
    readTime(reader, u"first_token_timeout_ms", out.timeouts.firstToken);
    readTime(reader, u"idle_timeout_ms", out.timeouts.idle);
    readTime(reader, u"timeout_ms", out.timeouts.total);
    readMaxCost(reader, out.maxCost);
    out.largerContext = reader.text(u"larger_context");
    return out;
}

QJsonObject stepJson(const RouteStep &step)
{
    const RouteStep usual;
    QJsonObject out = step.more;
    const bool plain
        = step.targets.size() == 1 && step.targets.first() == RouteTarget {.model = step.targets.first().model};
    if (plain)
        out.insert("model"_L1, step.targets.first().model);
    else
        out.insert("targets"_L1, arrayOf(step.targets, targetJson));
    put(out, "balance"_L1, step.balance, usual.balance, wordFor(balanceWords, step.balance));
    put(out, "retries"_L1, step.retries, usual.retries, step.retries);
    put(out, "retry_on"_L1, step.retryOn, usual.retryOn, classWords(step.retryOn));
    put(out, "fall_on"_L1, step.fallOn, usual.fallOn, classWords(step.fallOn));
    putTime(out, "connect_timeout_ms"_L1, step.timeouts.connect);
    putTime(out, "first_token_timeout_ms"_L1, step.timeouts.firstToken);
    putTime(out, "idle_timeout_ms"_L1, step.timeouts.idle);
    putTime(out, "timeout_ms"_L1, step.timeouts.total);
    if (step.maxCost)
        out.insert("max_cost"_L1, step.maxCost->toDecimal());
    put(out, "larger_context"_L1, step.largerContext, QString(), step.largerContext);
    return out;
}

constexpr std::array answerKeys {"kind"_L1, "error"_L1, "http_status"_L1, "retry_after_ms"_L1, "first_token_ms"_L1,
    "stream_ms"_L1, "output_tokens"_L1};

Answer readAnswer(JsonReader &reader, const QJsonObject &object)
{
    Answer out {.more = without(object, answerKeys)};
    readWord(reader, u"kind", answerWords, out.kind);
    if (reader.has(u"error")) {
        const QString word = reader.text(u"error");
        const std::optional<Error::Kind> kind = errorKindFromName(word);
        out.error = kind.value_or(out.error);
        if (!kind)
            reader.complain(u"error", u"\"%1\" is no kind of error"_s.arg(word));
    }
    readInt(reader, u"http_status", 999, out.httpStatus);
    if (reader.has(u"retry_after_ms"))
        readTime(reader, u"retry_after_ms", out.retryAfter.emplace());
    readTime(reader, u"first_token_ms", out.firstToken);
    readTime(reader, u"stream_ms", out.stream);
    readInt(reader, u"output_tokens", std::numeric_limits<int>::max(), out.outputTokens);
    return out;
}

QJsonObject answerJson(const Answer &answer)
{
    const Answer usual;
    QJsonObject out = answer.more;
    out.insert("kind"_L1, wordFor(answerWords, answer.kind));
    put(out, "error"_L1, answer.error, usual.error, errorKindName(answer.error));
    put(out, "http_status"_L1, answer.httpStatus, usual.httpStatus, answer.httpStatus);
    if (answer.retryAfter)
        out.insert("retry_after_ms"_L1, qint64(answer.retryAfter->count()));
    putTime(out, "first_token_ms"_L1, answer.firstToken, usual.firstToken);
    putTime(out, "stream_ms"_L1, answer.stream, usual.stream);
    put(out, "output_tokens"_L1, answer.outputTokens, usual.outputTokens, answer.outputTokens);
    return out;
}

constexpr std::array scenarioKeys {
    "name"_L1, "steps"_L1, "prompt_tokens"_L1, "streamed"_L1, "budget_spent"_L1, "expected"_L1};

Scenario readScenario(JsonReader &reader, const QJsonObject &object)
{
    Scenario out {.name = reader.requiredText(u"name"), .more = without(object, scenarioKeys)};
    const QJsonArray steps = reader.array(u"steps");
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const QString place = u"steps[%1]"_s.arg(i);
        if (!steps.at(i).isArray())
            reader.complain(place, u"expected a list"_s);
        out.steps += readList<Answer>(reader, place, steps.at(i).toArray(), readAnswer);
    }
    out.promptTokens = readCount(reader, u"prompt_tokens", 100'000'000).value_or(out.promptTokens);
    readFlag(reader, u"streamed", out.streamed);
    readFlag(reader, u"budget_spent", out.budgetSpent);
    out.expected = reader.texts(u"expected");
    return out;
}

QJsonObject scenarioJson(const Scenario &scenario)
{
    const Scenario usual;
    QJsonObject out = scenario.more;
    out.insert("name"_L1, scenario.name);
    put(out, "steps"_L1, scenario.steps, usual.steps,
        arrayOf(scenario.steps, [](const QList<Answer> &answers) { return arrayOf(answers, answerJson); }));
    put(out, "prompt_tokens"_L1, scenario.promptTokens, usual.promptTokens, scenario.promptTokens);
    put(out, "streamed"_L1, scenario.streamed, usual.streamed, scenario.streamed);
    put(out, "budget_spent"_L1, scenario.budgetSpent, usual.budgetSpent, scenario.budgetSpent);
    put(out, "expected"_L1, scenario.expected, usual.expected, QJsonArray::fromStringList(scenario.expected));
    return out;
}

constexpr std::array chainKeys {"name"_L1, "description"_L1, "steps"_L1, "backoff_base_ms"_L1, "wait_limit_ms"_L1,
    "stick_for_ms"_L1, "retry_uncertain"_L1, "scenarios"_L1};

std::optional<Error> faultAt(const QString &path, const QString &what)
{
    return badRequest(path + u": "_s + what);
}

// alone: nobody stands beside it, so that it may be a chain.
std::optional<QString> modelFault(const QString &model, const QString &self, bool alone)
{
    if (model.trimmed().isEmpty())
        return u"is required"_s;
    if (!model.startsWith(chainPrefix))
        return std::nullopt;
    if (!isChainName(QStringView(model).sliced(chainPrefix.size())))
        return u"no chain can have this name"_s;
    if (!alone)
        return u"a chain stands alone in its step: it shares the work with nobody"_s;
    if (model == self)
        return u"a chain cannot ask itself"_s;
    return std::nullopt;
}

std::optional<Error> stepFault(const RouteStep &step, const QString &self, const QString &path)
{
    if (step.targets.isEmpty())
        return faultAt(path + u".targets"_s, u"there must be at least one"_s);
    double weights = 0;
    for (qsizetype i = 0; i < step.targets.size(); ++i) {
        const bool alone = step.targets.size() == 1;
        const QString place = alone ? path + u".model"_s : u"%1.targets[%2].model"_s.arg(path).arg(i);
        if (const auto fault = modelFault(step.targets.at(i).model, self, alone))
            return faultAt(place, *fault);
        weights += step.targets.at(i).weight;
    }
    if (weights <= 0)
        return faultAt(path + u".targets"_s, u"one must have a weight above 0"_s);
    if (!step.largerContext.isEmpty()) {
        if (const auto fault = modelFault(step.largerContext, self, true))
            return faultAt(path + u".larger_context"_s, *fault);
    }
    return std::nullopt;
}

} // namespace

std::optional<Error> chainFault(const Chain &chain, const QString &path)
{
    const QString before = path.isEmpty() ? QString() : path + u'.';
    if (!isChainName(chain.name))
        return faultAt(before + u"name"_s, u"expected 1 to 64 letters, digits, '-', '_' or '.'"_s);
    if (chain.steps.isEmpty())
        return faultAt(before + u"steps"_s, u"there must be at least one"_s);
    for (qsizetype i = 0; i < chain.steps.size(); ++i) {
        if (const auto fault = stepFault(chain.steps.at(i), chain.modelString(), u"%1steps[%2]"_s.arg(before).arg(i)))
            return fault;
    }
    return std::nullopt;
}

QJsonObject chainJson(const Chain &chain)
{
    const Chain usual;
    QJsonObject out = chain.more;
    out.insert("name"_L1, chain.name);
    put(out, "description"_L1, chain.description, usual.description, chain.description);
    out.insert("steps"_L1, arrayOf(chain.steps, stepJson));
    putTime(out, "backoff_base_ms"_L1, chain.backoffBase, usual.backoffBase);
    putTime(out, "wait_limit_ms"_L1, chain.waitLimit, usual.waitLimit);
    putTime(out, "stick_for_ms"_L1, chain.stickFor, usual.stickFor);
    put(out, "retry_uncertain"_L1, chain.retryUncertain, usual.retryUncertain, chain.retryUncertain);
    put(out, "scenarios"_L1, chain.scenarios, usual.scenarios, arrayOf(chain.scenarios, scenarioJson));
    return out;
}

Result<Chain> readChain(const QJsonObject &object, const QString &path)
{
    JsonReader reader(object, path);
    Chain out {.name = reader.requiredText(u"name"), .description = reader.text(u"description")};
    out.more = without(object, chainKeys);
    out.steps = readList<RouteStep>(reader, u"steps", reader.array(u"steps"), readStep);
    readTime(reader, u"backoff_base_ms", out.backoffBase);
    readTime(reader, u"wait_limit_ms", out.waitLimit);
    readTime(reader, u"stick_for_ms", out.stickFor);
    readFlag(reader, u"retry_uncertain", out.retryUncertain);
    out.scenarios = readList<Scenario>(reader, u"scenarios", reader.array(u"scenarios"), readScenario);
    if (std::optional<Error> error = reader.error()) {
        error->kind = Error::Kind::BadRequest;
        return *error;
    }
    if (const std::optional<Error> fault = chainFault(out, path))
        return *fault;
    return out;
}

} // namespace lineup
