// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/SqliteBudgets.h"

#include "core/base/Async.h"
#include "core/spend/budgets/BudgetHistory.h"
#include "core/spend/budgets/BudgetJson.h"
#include "core/spend/budgets/BudgetReader.h"
#include "core/spend/budgets/BudgetRows.h"
#include "core/spend/budgets/ClaimDesk.h"
#include "core/spend/budgets/LimitMark.h"

#include <QMetaMethod>
#include <QPointer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Access = Connection::Access;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Error notFound(const QString &id)
{
    return {.kind = Error::Kind::NotFound, .detail = u"There is no budget \"%1\"."_s.arg(id)};
}

Result<std::optional<Budget>> find(Connection &connection, const QString &id)
{
    const Result<QList<Budget>> budgets = BudgetBook::readAnew(connection);
    if (!budgets)
        return budgets.error();
    for (const Budget &budget : *budgets) {
        if (budget.id == id)
            return std::optional(budget);
    }
    return std::optional<Budget>();
}

// An error when there is none.
std::optional<Error> demand(Connection &connection, const QString &id)
{
    const Result<std::optional<Budget>> budget = find(connection, id);
    if (!budget)
        return budget.error();
    return *budget ? std::nullopt : std::optional(notFound(id));
}

std::optional<Error> nameTaken(Connection &connection, const Budget &budget)
{
    const Result<QList<Budget>> budgets = BudgetBook::readAnew(connection);
    if (!budgets)
        return budgets.error();
    for (const Budget &other : *budgets) {
        if (other.id != budget.id && other.name == budget.name)
            return badRequest(u"There is a budget \"%1\" already; give this one another name."_s.arg(budget.name));
    }
    return std::nullopt;
}

// The mark is there before a limit is, and goes after it.
Result<QString> saveIn(Connection &connection, const Budget &budget)
{
    const LimitMark mark(connection.file());
    if (budget.enabled && budget.blocks()) {
        if (const std::optional<Error> failed = mark.set(true))
            return *failed;
    }
    const std::optional<Error> error = connection.transaction(Access::Write, [&]() -> std::optional<Error> {
        if (const std::optional<Error> taken = nameTaken(connection, budget))
            return taken;
        return BudgetRows::save(connection, budget);
    });
    std::ignore = mark.follow(connection);
    return error ? Result<QString>(*error) : Result<QString>(budget.id);
}

Result<bool> removeIn(Connection &connection, const QString &id)
{
    const std::optional<Error> error = connection.transaction(Access::Write, [&]() -> std::optional<Error> {
        if (const std::optional<Error> missing = demand(connection, id))
            return missing;
        if (const std::optional<Error> failed = BudgetBook::remove(connection, id))
            return failed;
        return BudgetBook::raiseVersion(connection);
    });
    std::ignore = LimitMark(connection.file()).follow(connection);
    return error ? Result<bool>(*error) : Result<bool>(true);
}

Result<bool> allowIn(Connection &connection, const BudgetOverride &allowed)
{
    const std::optional<Error> error = connection.transaction(Access::Write, [&]() -> std::optional<Error> {
        if (const std::optional<Error> missing = demand(connection, allowed.budgetId))
            return missing;
        return BudgetRows::addOverride(connection, allowed);
    });
    return error ? Result<bool>(*error) : Result<bool>(true);
}

} // namespace

Budget SqliteBudgets::monthlyWarning()
{
    return {.id = newId(),
        .name = u"Monthly"_s,
        .period = {.kind = BudgetPeriod::Kind::Month},
        .limit = 10'000'000'000,
        .actions = {{.kind = BudgetAction::Kind::Warn, .percent = 80}}};
}

SqliteBudgets::SqliteBudgets(std::shared_ptr<Database> database, const Clock &clock, QObject *parent)
    : SqliteBudgets(std::move(database), clock, Options(), parent)
{
}

SqliteBudgets::SqliteBudgets(
    std::shared_ptr<Database> database, const Clock &clock, const Options &options, QObject *parent)
    : Budgets(parent), m_options(options), m_database(std::move(database)), m_clock(clock),
      m_desk(std::make_shared<ClaimDesk>(clock, options.sweep, m_database->file()))
{
    connect(&m_look, &QTimer::timeout, this, [this] { look(); });
    connect(&m_beat, &QTimer::timeout, this, [this] { beat(); });
    connect(&m_retry, &QTimer::timeout, this, [this] { work(); });
    m_retry.setSingleShot(true);
}

// Everything that is asked of the database comes behind begin().
template<typename Fn>
auto SqliteBudgets::run(Fn fn, std::chrono::milliseconds busyTimeout)
{
    using Answer = std::invoke_result_t<Fn &, Connection &>;
    std::optional<Budget> first = m_options.firstBudget;
    if (first)
        first->createdAt = m_clock.now();
    return m_database->run(
        [desk = m_desk, first, fn = std::move(fn)](Connection &connection) mutable -> Answer {
            if (const std::optional<Error> error = desk->begin(connection, first))
                return *error;
            return fn(connection);
        },
        busyTimeout);
}

template<typename Fn>
auto SqliteBudgets::run(Fn fn)
{
    return run(std::move(fn), m_database->options().busyTimeout);
}

SqliteBudgets::~SqliteBudgets()
{
    if (!m_desk->isEmpty())
        std::ignore = run([desk = m_desk](Connection &connection) -> Result<bool> {
            const std::optional<Error> error = desk->work(connection);
            return error ? Result<bool>(*error) : Result<bool>(true);
        });
}

template<typename T>
QFuture<Result<T>> SqliteBudgets::announced(QFuture<Result<T>> future)
{
    whenDone(future, this, [this](const Result<T> &result) {
        if (result)
            look();
    });
    return future;
}

QFuture<Result<Admission>> SqliteBudgets::admit(const SpendClaim &claim)
{
    QFuture<Result<Admission>> future = m_desk->admit(claim);
    work();
    return future;
}

void SqliteBudgets::adjust(const QString &claimId, const Cost &cost, qint64 tokens)
{
    m_desk->adjust(claimId, cost, tokens);
    work();
}

void SqliteBudgets::release(const QString &claimId)
{
    m_desk->release(claimId);
    work();
}

void SqliteBudgets::work()
{
    if (!m_desk->claimWork())
        return;
    if (!m_beat.isActive())
        m_beat.start(m_options.beatEvery);
    const auto work = [desk = m_desk](Connection &connection) -> Result<Worked> {
        if (const std::optional<Error> error = desk->work(connection))
            return *error;
        const Result<qint64> version = BudgetBook::version(connection);
        if (!version)
            return version.error();
        return Worked {*version, desk->hasRefused()};
    };
    const QFuture<Result<Worked>> future = run(work, m_desk->patience());
    whenDone(future, this, [this](const Result<Worked> &worked) { afterWork(worked); });
}

void SqliteBudgets::afterWork(const Result<Worked> &worked)
{
    if (!worked) {
        m_desk->fail(worked.error());
        if (!m_desk->isEmpty() && !m_retry.isActive())
            m_retry.start(m_options.retryAfter);
    } else if (worked->version != m_version || (worked->hasRefused && tells())) {
        if (worked->hasRefused)
            m_toldOf = -1; // a refusal changes no number, but is something to be told
        look();
    }
}

void SqliteBudgets::connectNotify(const QMetaMethod &signal)
{
    const bool isOurs
        = signal == QMetaMethod::fromSignal(&Budgets::changed) || signal == QMetaMethod::fromSignal(&Budgets::reached);
    if (isOurs && !m_look.isActive()) {
        m_look.start(m_options.lookEvery);
        look();
    }
}

// What budgets have used is looked at again when somebody has written, or when a period has ended.
void SqliteBudgets::look()
{
    if (m_looking) {
        m_lookAgain = true;
        return;
    }
    m_looking = true;
    const QFuture<Result<News>> future = run([desk = m_desk, tells = tells(), told = isPastBoundary() ? -1 : m_toldOf,
                                                 now = m_clock.now()](Connection &connection) -> Result<News> {
        const Result<qint64> version = BudgetBook::version(connection);
        if (!version)
            return version.error();
        News news {.version = *version};
        if (!tells || *version == told)
            return news;
        const Result<QList<BudgetNotice>> notices = BudgetReader::takeNotices(connection, now, desk->takeRefused());
        if (!notices)
            return notices.error();
        news.notices = *notices;
        return news;
    });
    whenDone(future, this, [this](const Result<News> &news) { takeNews(news); });
}

void SqliteBudgets::takeNews(const Result<News> &news)
{
    const QPointer<SqliteBudgets> self(this); // a slot may delete us
    m_looking = false;
    if (news && news->told)
        m_toldOf = news->version;
    if (news)
        saw(news->version);
    for (const BudgetNotice &notice : news ? news->notices : QList<BudgetNotice>()) {
        if (self)
            Q_EMIT reached(notice);
    }
    if (self && std::exchange(m_lookAgain, false))
        look();
}

bool SqliteBudgets::tells() const
{
    return isSignalConnected(QMetaMethod::fromSignal(&Budgets::reached));
}

void SqliteBudgets::saw(qint64 version)
{
    const bool isNew = version != m_version;
    m_version = version;
    if (isPastBoundary())
        m_boundary = {};
    else if (!isNew)
        return;
    Q_EMIT changed();
}

bool SqliteBudgets::isPastBoundary() const
{
    return m_boundary.isValid() && m_boundary <= m_clock.now();
}

void SqliteBudgets::beat()
{
    std::ignore = run([desk = m_desk](Connection &connection) -> Result<bool> {
        const std::optional<Error> error = connection.transaction(Access::Write, [&]() -> std::optional<Error> {
            const Result<QList<ClaimRows::Stored>> own = ClaimRows::ofOwner(connection, desk->sweep().owner());
            if (!own)
                return own.error();
            if (!own->isEmpty()) {
                if (const std::optional<Error> failed = desk->sweep().beat(connection))
                    return failed;
            }
            const Result<int> swept = desk->sweep().run(connection);
            if (!swept)
                return swept.error();
            return *swept > 0 ? BudgetBook::raiseVersion(connection) : std::nullopt;
        });
        return error ? Result<bool>(*error) : Result<bool>(true);
    });
}

QFuture<Result<QList<BudgetNotice>>> SqliteBudgets::takeNotices()
{
    return run([desk = m_desk, now = m_clock.now()](
                   Connection &connection) { return BudgetReader::takeNotices(connection, now, desk->takeRefused()); });
}

QFuture<Result<QList<BudgetStatus>>> SqliteBudgets::status()
{
    const QFuture<Result<QList<BudgetStatus>>> future
        = run([now = m_clock.now()](Connection &connection) { return BudgetReader::status(connection, now); });
    whenDone(future, this, [this](const Result<QList<BudgetStatus>> &all) {
        for (const BudgetStatus &status : all ? *all : QList<BudgetStatus>()) {
            for (const QDateTime &end : {status.to, status.extraUntil}) {
                if (end.isValid() && (!m_boundary.isValid() || end < m_boundary))
                    m_boundary = end;
            }
        }
    });
    return future;
}

QFuture<Result<QString>> SqliteBudgets::save(const Budget &budget)
{
    if (const std::optional<Error> fault = budgetFault(budget))
        return readyFuture(Result<QString>(*fault));
    Budget kept = budget;
    kept.name = budget.name.trimmed();
    if (kept.id.isEmpty())
        kept.id = newId();
    if (!kept.createdAt.isValid())
        kept.createdAt = m_clock.now();
    return announced(run([kept](Connection &connection) { return saveIn(connection, kept); }, ClaimDesk::longPatience));
}

QFuture<Result<bool>> SqliteBudgets::remove(const QString &id)
{
    return announced(run([id](Connection &connection) { return removeIn(connection, id); }, ClaimDesk::longPatience));
}

QFuture<Result<bool>> SqliteBudgets::allowMore(const QString &id, qint64 amount, const QDateTime &until)
{
    const QDateTime now = m_clock.now();
    if (amount <= 0)
        return readyFuture(Result<bool>(badRequest(u"Allow an amount above zero."_s)));
    if (!until.isValid() || until <= now)
        return readyFuture(Result<bool>(badRequest(u"Allow it until a moment that is still to come."_s)));
    const BudgetOverride allowed {id, amount, now, until.toUTC(), m_options.source};
    return announced(
        run([allowed](Connection &connection) { return allowIn(connection, allowed); }, ClaimDesk::longPatience));
}

QFuture<Result<QList<BudgetOverride>>> SqliteBudgets::overrides(const QString &id)
{
    return run([id](Connection &connection) { return BudgetRows::overrides(connection, id); });
}

QFuture<Result<BudgetForecast>> SqliteBudgets::forecast(const QList<SpendClaim> &claims)
{
    return run([claims, now = m_clock.now()](
                   Connection &connection) { return BudgetReader::forecast(connection, claims, now); });
}

QFuture<Result<QList<BudgetHistoryPeriod>>> SqliteBudgets::preview(const Budget &budget, int periods)
{
    if (const std::optional<Error> fault = budgetFault(budget))
        return readyFuture(Result<QList<BudgetHistoryPeriod>>(*fault));
    return run([budget, periods, now = m_clock.now()](
                   Connection &connection) { return BudgetHistory::preview(connection, budget, now, periods); });
}

} // namespace lineup
