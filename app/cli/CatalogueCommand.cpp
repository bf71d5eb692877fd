// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CatalogueCommand.h"

#include "app/cli/ExitCode.h"
#include "core/providers/ChangedPart.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

QString million(const std::optional<UnitPrice> &price)
{
    return price ? price->toDecimalPerMillion() : u"–"_s;
}

QJsonValue millionOrNull(const std::optional<UnitPrice> &price)
{
    return price ? QJsonValue(price->toDecimalPerMillion()) : QJsonValue();
}

QString word(ModelChange::Kind kind)
{
    return kind == ModelChange::Kind::Added       ? u"added"_s
        : kind == ModelChange::Kind::PriceChanged ? u"price"_s
                                                  : u"details"_s;
}

// The word for scripts, and what it means.
struct DoubtWords
{
    PriceDoubt doubt;
    QLatin1StringView word;
    QLatin1StringView sentence;
};
constexpr DoubtWords doubts[] {
    {PriceDoubt::Nothing, "zero"_L1, "a price of nothing, and not offered as free"_L1},
    {PriceDoubt::OutputCheaper, "output_below_input"_L1, "output cheaper than input"_L1},
    {PriceDoubt::FarFromBefore, "far_from_before"_L1, "ten times the price before, or a tenth"_L1},
};

const DoubtWords *wordsFor(PriceDoubt doubt)
{
    for (const DoubtWords &words : doubts) {
        if (words.doubt == doubt)
            return &words;
    }
    return nullptr;
}

// Before and after of a part, for people and for scripts; "" is not known.
std::pair<QString, QString> valuesOf(const ChangedPart &part)
{
    const auto price = [&part](const std::optional<UnitPrice> &value) {
        if (!value)
            return QString();
        return part.kind == ChangedPart::Kind::PerOne ? value->toDecimal() : value->toDecimalPerMillion();
    };
    const auto tokens = [](qint64 value) { return value > 0 ? QString::number(value) : QString(); };
    switch (part.kind) {
    case ChangedPart::Kind::PerMillion:
    case ChangedPart::Kind::PerOne:
        return {price(part.priceBefore), price(part.priceAfter)};
    case ChangedPart::Kind::Tokens:
        return {tokens(part.tokensBefore), tokens(part.tokensAfter)};
    case ChangedPart::Kind::Other:
        break;
    }
    return {};
}

QJsonArray partsJson(const ModelChange &change)
{
    const auto known = [](const QString &value) { return value.isEmpty() ? QJsonValue() : QJsonValue(value); };
    QJsonArray out;
    for (const ChangedPart &part : changedParts(change)) {
        const auto [before, after] = valuesOf(part);
        out += QJsonObject {{u"part"_s, part.word}, {u"before"_s, known(before)}, {u"after"_s, known(after)}};
    }
    return out;
}

QString partsText(const ModelChange &change)
{
    const auto shown = [](const QString &value) { return value.isEmpty() ? u"–"_s : value; };
    QStringList out;
    for (const ChangedPart &part : changedParts(change)) {
        const auto [before, after] = valuesOf(part);
        out += part.kind == ChangedPart::Kind::Other
            ? QString(part.word)
            : QString(part.word + u' ' + shown(before) + u" → "_s + shown(after));
    }
    return out.join(u", "_s);
}

QJsonObject changeJson(const ModelChange &change)
{
    const Price before = change.before.price.value_or(Price());
    const Price after = change.after.price.value_or(Price());
    const DoubtWords *doubt = wordsFor(change.doubt);
    return {{u"change"_s, word(change.kind)}, {u"service"_s, change.after.service}, {u"id"_s, change.after.id},
        {u"doubt"_s, doubt ? QJsonValue(doubt->word) : QJsonValue()}, {u"input_before"_s, millionOrNull(before.input)},
        {u"input_after"_s, millionOrNull(after.input)}, {u"output_before"_s, millionOrNull(before.output)},
        {u"output_after"_s, millionOrNull(after.output)}, {u"other"_s, partsJson(change)}};
}

QJsonObject countsJson(const ImportPlan::Counts &counts)
{
    return {{u"added"_s, counts.added}, {u"price_changed"_s, counts.priceChanged},
        {u"details_changed"_s, counts.detailsChanged}, {u"missing"_s, counts.missing}};
}

QStringList changeRow(const ModelChange &change)
{
    const Price before = change.before.price.value_or(Price());
    const Price after = change.after.price.value_or(Price());
    const auto moved = [&change](const std::optional<UnitPrice> &old, const std::optional<UnitPrice> &now) {
        return change.kind == ModelChange::Kind::Added || old == now ? million(now)
                                                                     : QString(million(old) + u" → "_s + million(now));
    };
    const DoubtWords *doubt = wordsFor(change.doubt);
    QStringList notes;
    if (doubt)
        notes += u"doubtful: "_s + doubt->sentence;
    if (const QString parts = partsText(change); !parts.isEmpty())
        notes += parts;
    return {word(change.kind), Terminal::printable(change.after.service), Terminal::printable(change.after.id),
        moved(before.input, after.input), moved(before.output, after.output), notes.join(u"; "_s)};
}

} // namespace

void CatalogueCommand::start()
{
    if (m_task.action == Action::Status) {
        showStatus(false);
        return;
    }
    if (m_task.action == Action::Undo) {
        if (const Result<bool> undone = services().catalogueImport().undo(); !undone)
            fail(undone.error());
        else
            showStatus(true);
        return;
    }
    if (!m_task.source.contains(u"://"_s)) {
        readFile();
        return;
    }
    connect(&m_download, &TableDownload::finished, this, [this](const Result<QByteArray> &table) {
        if (table)
            take(*table, QDateTime::currentDateTimeUtc().date());
        else
            fail(table.error());
    });
    m_download.start(services().network(), QUrl(m_task.source));
}

void CatalogueCommand::readFile()
{
    QFile file(m_task.source);
    if (!file.open(QFile::ReadOnly)) {
        fail({.kind = Error::Kind::NotFound, .detail = u"%1: %2"_s.arg(m_task.source, file.errorString())});
        return;
    }
    take(file.read(CatalogueImport::mostBytes + 1), QFileInfo(file).lastModified().date());
}

void CatalogueCommand::take(const QByteArray &table, QDate asOf)
{
    const Result<ImportPlan> plan = services().catalogueImport().plan(table, asOf);
    if (!plan) {
        Error error = plan.error();
        error.kind = Error::Kind::BadRequest; // the person's table, no server's answer
        fail(error);
        return;
    }
    bool taken = false;
    if (m_task.yes) {
        using Doubtful = CatalogueImport::Doubtful;
        const Result<bool> applied
            = services().catalogueImport().apply(*plan, m_task.doubtful ? Doubtful::Take : Doubtful::LeaveOut);
        if (!applied) {
            fail(applied.error());
            return;
        }
        taken = *applied;
    }
    show(*plan, taken);
    Q_EMIT done(Ok);
}

void CatalogueCommand::show(const ImportPlan &plan, bool taken)
{
    if (m_task.json) {
        QJsonArray changes;
        for (const ModelChange &change : plan.changes)
            changes += changeJson(change);
        QJsonObject perService;
        for (auto it = plan.services.begin(); it != plan.services.end(); ++it)
            perService.insert(it.key(), countsJson(*it));
        terminal().prettyJson(
            {{u"taken"_s, taken}, {u"total"_s, countsJson(plan.total)}, {u"doubtful"_s, plan.doubtful},
                {u"unchanged"_s, plan.unchanged}, {u"skipped"_s, plan.skipped}, {u"others"_s, plan.others},
                {u"services"_s, perService}, {u"unit"_s, u"USD per million tokens"_s}, {u"changes"_s, changes}});
        return;
    }
    QList<QStringList> rows {{u"change"_s, u"service"_s, u"model"_s, u"$/M in"_s, u"$/M out"_s, {}}};
    for (const ModelChange &change : plan.changes)
        rows += changeRow(change);
    for (const QString &line : Terminal::table(rows, {}))
        terminal().line(line);
    showCounts(plan);
    const bool nothing = plan.changes.isEmpty() || (!m_task.doubtful && plan.doubtful == plan.changes.size());
    terminal().line(taken ? u"Taken. \"lineup catalogue undo\" takes it back."_s
            : nothing     ? u"Nothing to take."_s
                          : u"Nothing was changed; give --yes to take it."_s);
}

void CatalogueCommand::showCounts(const ImportPlan &plan)
{
    terminal().line(u"%1 added, %2 with another price, %3 with other details, %4 as before"_s.arg(plan.total.added)
                        .arg(plan.total.priceChanged)
                        .arg(plan.total.detailsChanged)
                        .arg(plan.unchanged));
    terminal().line(u"%1 not in this table stay; %2 rows make no sense, %3 are no chat or embedding models"_s
                        .arg(plan.total.missing)
                        .arg(plan.skipped)
                        .arg(plan.others));
    if (plan.doubtful > 0 && !m_task.doubtful) {
        terminal().line(
            u"%1 with a doubtful price, left out; --doubtful takes what is doubtful too"_s.arg(plan.doubtful));
    }
}

void CatalogueCommand::showStatus(bool undone)
{
    const CatalogueImport::Status status = services().catalogueImport().status();
    if (m_task.json) {
        terminal().prettyJson({{u"undone"_s, undone}, {u"imported_models"_s, status.models},
            {u"undo_levels"_s, status.levels},
            {u"newest_prices"_s,
                status.newestPrices.isValid() ? QJsonValue(status.newestPrices.toString(Qt::ISODate)) : QJsonValue()}});
    } else {
        if (undone)
            terminal().line(u"The last import is taken back."_s);
        terminal().line(
            u"%1 imported models lie over the built-in ones; imports that can be taken back: %2."_s.arg(status.models)
                .arg(status.levels));
    }
    Q_EMIT done(Ok);
}

} // namespace lineup::cli
