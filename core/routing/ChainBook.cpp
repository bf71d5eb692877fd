// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/ChainBook.h"

#include "core/base/FileWatch.h"
#include "core/base/JsonReader.h"
#include "core/routing/ChainSteps.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024;
constexpr std::chrono::milliseconds lockTime {300};

struct Content
{
    QList<Chain> chains;
    QJsonObject more; // members of the file itself that this version does not know
};

Result<Content> readContent(const QByteArray &bytes)
{
    const Result<QJsonObject> object = parseJsonObject(bytes);
    if (!object)
        return object.error();
    JsonReader reader(*object);
    Content out {.more = *object};
    out.more.remove("chains"_L1);
    out.more.remove("schema"_L1);
    if (reader.integer(u"schema").value_or(1) != 1)
        reader.complain(u"schema", u"this version reads 1"_s);
    const QJsonArray chains = reader.array(u"chains");
    if (reader.error())
        return *reader.error();
    QSet<QString> names;
    for (qsizetype i = 0; i < chains.size(); ++i) {
        const QString path = u"chains[%1]"_s.arg(i);
        if (!chains.at(i).isObject())
            return badRequest(path + u": expected an object"_s);
        const Result<Chain> chain = readChain(chains.at(i).toObject(), path);
        if (!chain)
            return chain.error();
        if (names.contains(chain->name))
            return badRequest(path + u".name: there are two of it"_s);
        names.insert(chain->name);
        out.chains += *chain;
    }
    if (const std::optional<Error> fault = faultAmong(out.chains))
        return *fault;
    return out;
}

bool asks(const RouteStep &step, QStringView modelOrService)
{
    const auto same = [&](const QString &model) {
        return model == modelOrService
            || (model.startsWith(modelOrService) && model.size() > modelOrService.size()
                && model.at(modelOrService.size()) == u'/');
    };
    return same(step.largerContext)
        || std::any_of(step.targets.begin(), step.targets.end(), [&](const RouteTarget &t) { return same(t.model); });
}

// Those who name a chain go on naming it when it is called something else.
void follow(QList<Chain> &chains, const QString &before, const QString &now)
{
    for (Chain &chain : chains) {
        for (RouteStep &step : chain.steps) {
            if (step.largerContext == before)
                step.largerContext = now;
            for (RouteTarget &target : step.targets) {
                if (target.model == before)
                    target.model = now;
            }
        }
    }
}

} // namespace

class ChainBook::Private
{
public:
    explicit Private(const QString &name) : file(name), watch(name) { }

    QString file;
    FileWatch watch;
    Content content; // the last good one
    std::optional<Error> error;
    std::optional<QByteArray> bytes; // as they were read last; empty: there was no file

    bool read(); // true: something is different now
    [[nodiscard]] std::optional<Error> setAside() const;
    [[nodiscard]] Result<bool> write(const QList<Chain> &chains);
    [[nodiscard]] qsizetype indexOf(QStringView name) const;
};

bool ChainBook::Private::read()
{
    const std::optional<Error> before = error;
    const QFileInfo info(file);
    if (file.isEmpty() || !info.exists()) {
        const bool changed = bytes.has_value() || before.has_value();
        bytes.reset();
        error.reset();
        content = {};
        return changed;
    }
    QFile in(file);
    if (!info.isFile() || info.size() > largestFile) {
        error = storageError(file, u"no plain file, or too large for one of chains"_s);
        return error != before;
    }
    if (!in.open(QFile::ReadOnly)) {
        error = storageError(file, in.errorString());
        return error != before;
    }
    const QByteArray now = in.readAll();
    if (bytes == now && !before)
        return false;
    bytes = now;
    const Result<Content> read = readContent(now);
    error = read ? std::nullopt : std::optional(storageError(file, read.error().detail));
    if (read)
        content = *read;
    return read.has_value() || error != before;
}

std::optional<Error> ChainBook::Private::setAside() const
{
    QString name = file + u".broken"_s;
    for (int i = 2; QFile::exists(name) && i < 100; ++i)
        name = file + u".broken%1"_s.arg(i);
    QFile broken(file);
    return broken.rename(name) ? std::nullopt : std::optional(storageError(file, broken.errorString()));
}

Result<bool> ChainBook::Private::write(const QList<Chain> &chains)
{
    if (error && QFile::exists(file)) {
        if (const std::optional<Error> fault = setAside())
            return *fault;
    }
    QJsonArray array;
    for (const Chain &chain : chains)
        array += chainJson(chain);
    QJsonObject whole = content.more;
    whole.insert("schema"_L1, 1);
    whole.insert("chains"_L1, array);
    const QByteArray json = QJsonDocument(whole).toJson();
    QSaveFile out(file);
    const bool open = out.open(QFile::WriteOnly) && out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!open || out.write(json) != json.size() || !out.commit())
        return storageError(file, out.errorString());
    content.chains = chains;
    bytes = json;
    error.reset();
    watch.heed();
    return true;
}

qsizetype ChainBook::Private::indexOf(QStringView name) const
{
    const auto found = std::find_if(
        content.chains.begin(), content.chains.end(), [name](const Chain &chain) { return chain.name == name; });
    return found == content.chains.end() ? -1 : std::distance(content.chains.begin(), found);
}

ChainBook::ChainBook(const QString &file, QObject *parent) : QObject(parent), d(std::make_unique<Private>(file))
{
    connect(&d->watch, &FileWatch::changed, this, [this] {
        if (d->read())
            Q_EMIT changed();
    });
    (void)d->read();
}

ChainBook::~ChainBook() = default;

const QList<Chain> &ChainBook::chains() const
{
    return d->content.chains;
}

const Chain *ChainBook::find(QStringView name) const
{
    const qsizetype index = d->indexOf(name);
    return index < 0 ? nullptr : &d->content.chains.at(index);
}

std::optional<Error> ChainBook::error() const
{
    return d->error;
}

// What somebody else has written since the last look is read first, so that only this one change is made to it.
Result<bool> ChainBook::change(const std::function<Result<bool>(QList<Chain> &)> &edit)
{
    if (d->file.isEmpty())
        return Error {.kind = Error::Kind::Storage, .detail = u"chains are not kept here"_s};
    QDir().mkpath(QFileInfo(d->file).absolutePath());
    QLockFile lock(d->file + u".lock"_s);
    if (!lock.tryLock(int(lockTime.count())))
        return storageError(d->file, u"another program is writing it"_s);
    const bool differs = d->read();
    QList<Chain> chains = d->content.chains;
    Result<bool> result = edit(chains);
    if (const std::optional<Error> fault = faultAmong(chains); fault && result && *result)
        result = *fault;
    if (result && *result)
        result = d->write(chains);
    if (differs || (result && *result))
        Q_EMIT changed();
    return result;
}

Result<bool> ChainBook::save(const Chain &chain)
{
    if (const std::optional<Error> fault = chainFault(chain))
        return *fault;
    return change([&](QList<Chain> &chains) -> Result<bool> {
        const qsizetype index = d->indexOf(chain.name);
        if (index < 0)
            chains += chain;
        else
            chains[index] = chain;
        return true;
    });
}

Result<bool> ChainBook::rename(const QString &name, const QString &to)
{
    return change([&](QList<Chain> &chains) -> Result<bool> {
        const qsizetype index = d->indexOf(name);
        if (index < 0)
            return false;
        if (name != to && d->indexOf(to) >= 0)
            return badRequest(u"there is a chain %1 already"_s.arg(to));
        const QString before = chains.at(index).modelString();
        chains[index].name = to;
        if (const std::optional<Error> fault = chainFault(chains.at(index)))
            return *fault;
        follow(chains, before, chains.at(index).modelString());
        return true;
    });
}

Result<bool> ChainBook::remove(const QString &name)
{
    return change([&](QList<Chain> &chains) -> Result<bool> {
        const qsizetype index = d->indexOf(name);
        if (index >= 0)
            chains.removeAt(index);
        return index >= 0;
    });
}

QStringList ChainBook::thatUse(QStringView modelOrService) const
{
    QStringList wanted {modelOrService.toString()};
    QStringList found;
    for (bool more = !modelOrService.isEmpty(); more;) {
        more = false;
        for (const Chain &chain : std::as_const(d->content.chains)) {
            const bool uses = std::any_of(chain.steps.begin(), chain.steps.end(), [&wanted](const RouteStep &step) {
                return std::any_of(
                    wanted.begin(), wanted.end(), [&step](const QString &each) { return asks(step, each); });
            });
            if (!uses || found.contains(chain.name))
                continue;
            found += chain.name;
            wanted += chain.modelString();
            more = true;
        }
    }
    QStringList out;
    for (const Chain &chain : std::as_const(d->content.chains)) {
        if (found.contains(chain.name))
            out += chain.name;
    }
    return out;
}

} // namespace lineup
