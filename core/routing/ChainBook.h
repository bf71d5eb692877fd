// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/routing/Chain.h"

#include <QObject>

#include <functional>
#include <memory>

namespace lineup {

// The person's chains, in one file that can be read, compared and edited by hand (JSON; resources/chains.schema.json),
// and that the command line reads too. A change of the file by somebody else is taken over. A file that cannot be read
// is never overwritten while it stands: the last good chains stay in use, and the next save sets it aside as
// "<name>.broken". Members that this version does not know are kept. Main thread.
class ChainBook : public QObject
{
    Q_OBJECT
public:
    explicit ChainBook(const QString &file = {}, QObject *parent = nullptr); // empty: none is kept, saving fails
    ~ChainBook() override;

    [[nodiscard]] const QList<Chain> &chains() const; // in the order of the file
    [[nodiscard]] const Chain *find(QStringView name) const; // case matters; null: none
    // What was wrong with the file at the last read, with the path to it; empty: nothing.
    [[nodiscard]] std::optional<Error> error() const;

    // Puts the chain in the place of the one of that name, or at the end. Errors: BadRequest (a bad name, no step, a
    // step without a target, chains that name each other in a circle), Storage; then nothing has changed.
    [[nodiscard]] Result<bool> save(const Chain &chain);
    // False: there was none. BadRequest where the new name is taken or cannot be one. Chains that name it follow.
    [[nodiscard]] Result<bool> rename(const QString &name, const QString &to);
    [[nodiscard]] Result<bool> remove(const QString &name); // false: there was none
    // The names of the chains that ask this model or chain, or any model of this service, also by way of other chains.
    [[nodiscard]] QStringList thatUse(QStringView modelOrService) const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] Result<bool> change(const std::function<Result<bool>(QList<Chain> &)> &edit);

    class Private;
    std::unique_ptr<Private> d;
};

// One chain as it stands in the file, and back; what has its usual value is left out. Errors: BadRequest with the path:
// "steps[1].retries: …". Pure.
[[nodiscard]] QJsonObject chainJson(const Chain &chain);
[[nodiscard]] Result<Chain> readChain(const QJsonObject &object, const QString &path = {});
// What keeps the chain from being saved, with the path; empty: nothing. Pure.
[[nodiscard]] std::optional<Error> chainFault(const Chain &chain, const QString &path = {});

// Chains to begin with. models: model strings of services that have a key, the preferred first; each is used once.
enum class ChainTemplate {
    Reliable, // one after the other, none waited for too long
    CheapFirst, // a group, of which the cheapest for the request is asked first
    LocalFirst, // the first is a local one, which either answers soon or is not there
    LongContext, // the second takes what does not fit the first
};
[[nodiscard]] Chain chainFromTemplate(ChainTemplate kind, const QStringList &models);

} // namespace lineup
