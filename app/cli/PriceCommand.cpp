// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PriceCommand.h"

#include "app/cli/ExitCode.h"
#include "core/base/Error.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

struct Part
{
    QLatin1StringView option;
    QLatin1StringView word; // in JSON
    std::optional<UnitPrice> Price::*member;
    bool perMillion = true;
};

constexpr Part parts[] {
    {"input"_L1, "input"_L1, &Price::input},
    {"output"_L1, "output"_L1, &Price::output},
    {"cache-read"_L1, "cache_read"_L1, &Price::cacheRead},
    {"cache-write"_L1, "cache_write_5m"_L1, &Price::cacheWrite5m},
    {"cache-write-1h"_L1, "cache_write_1h"_L1, &Price::cacheWrite1h},
    {"reasoning"_L1, "reasoning"_L1, &Price::reasoning},
    {"request"_L1, "request"_L1, &Price::request, false},
    {"search"_L1, "web_search"_L1, &Price::webSearch, false},
};

std::optional<UnitPrice> parsed(const Part &part, const QString &text)
{
    const std::optional<UnitPrice> price
        = part.perMillion ? UnitPrice::fromDecimalPerMillion(text) : UnitPrice::fromDecimal(text);
    return price && price->atto() >= 0 ? price : std::nullopt;
}

QString shown(const Part &part, UnitPrice price)
{
    return part.perMillion ? price.toDecimalPerMillion() : price.toDecimal();
}

} // namespace

QList<QCommandLineOption> PriceCommand::options()
{
    QList<QCommandLineOption> out {QCommandLineOption(u"clear"_s)};
    for (const Part &part : parts)
        out += QCommandLineOption(QString(part.option), {}, u"dollars"_s);
    return out;
}

Result<PriceCommand::Task> PriceCommand::readTask(const QStringList &words, const QCommandLineParser &parser, bool json)
{
    if (words.size() != 1)
        return badRequest(u"models price: one model, as SERVICE/MODEL"_s);
    Task task {.model = words.first(), .json = json};
    for (const Part &part : parts) {
        if (!parser.isSet(QString(part.option)))
            continue;
        task.action = Action::Set;
        task.price.*part.member = parsed(part, parser.value(QString(part.option)));
        if (!(task.price.*part.member))
            return badRequest(u"--%1: dollars%2, as 0.15"_s.arg(
                QString(part.option), part.perMillion ? u" for a million tokens"_s : QString()));
    }
    if (parser.isSet(u"clear"_s)) {
        if (task.action == Action::Set)
            return badRequest(u"models price: either prices or --clear"_s);
        task.action = Action::Clear;
    }
    if (task.action == Action::Set && !task.price.input && !task.price.output)
        return badRequest(u"models price: give --input and --output, dollars for a million tokens"_s);
    return task;
}

void PriceCommand::start()
{
    const Result<Target> target = services().catalogue().resolve(m_task.model);
    if (!target) {
        fail(target.error());
        return;
    }
    Catalogue &catalogue = services().catalogue();
    const QString &service = target->service.id;
    Result<bool> done = true;
    if (m_task.action == Action::Set) {
        m_task.price.asOf = services().clock().now().date();
        done = catalogue.saveOwnPrice(service, target->model, m_task.price);
    } else if (m_task.action == Action::Clear) {
        done = catalogue.removeOwnPrice(service, target->model);
    } else if (const std::optional<Error> fault = catalogue.ownPricesError()) {
        done = *fault;
    }
    if (!done) {
        fail(done.error());
        return;
    }
    const std::optional<ModelInfo> now = catalogue.model(service, target->model);
    show(now.value_or(ModelInfo {.id = target->model, .service = service}));
}

void PriceCommand::show(const ModelInfo &model)
{
    QJsonObject json {{u"service"_s, model.service}, {u"id"_s, model.id}, {u"own"_s, model.ownPrice},
        {u"free"_s, model.free}, {u"price"_s, QJsonValue::Null}};
    const QString whose = model.ownPrice ? u"set by you"_s
        : model.price                    ? u"from the catalogue"_s
        : model.free                     ? u"free"_s
                                         : u"not known"_s;
    if (!m_task.json)
        terminal().line(u"%1/%2: %3"_s.arg(model.service, model.id, whose));
    QJsonObject prices;
    for (const Part &part : parts) {
        const std::optional<UnitPrice> price = model.price ? (*model.price).*part.member : std::nullopt;
        if (!price)
            continue;
        prices.insert(QString(part.word), shown(part, *price));
        if (!m_task.json)
            terminal().line(u"  %1  $%2%3"_s.arg(QString(part.option), -14)
                                .arg(shown(part, *price), part.perMillion ? u" for a million tokens"_s : u" each"_s));
    }
    if (model.price) {
        prices.insert(u"as_of"_s, model.price->asOf.toString(Qt::ISODate));
        json.insert(u"price"_s, prices);
    }
    if (m_task.json)
        terminal().prettyJson(json);
    Q_EMIT done(Ok);
}

} // namespace lineup::cli
