// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ErrorText.h"

#include "ui/widgets/Format.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

struct Row
{
    Error::Kind kind;
    bool retry;
    const char *what; // %1: the service
    const char *why;
    const char *todo;
};

constexpr const char *context = "ErrorText";

constexpr Row rows[] {
    {Error::Kind::Network, true, QT_TRANSLATE_NOOP("ErrorText", "%1 cannot be reached."),
        QT_TRANSLATE_NOOP("ErrorText", "The connection was refused or dropped, or the address does not exist."),
        QT_TRANSLATE_NOOP("ErrorText", "Check your connection and the service's address, then retry.")},
    {Error::Kind::Timeout, true, QT_TRANSLATE_NOOP("ErrorText", "%1 did not answer in time."),
        QT_TRANSLATE_NOOP("ErrorText", "One of the time limits ran out before the next piece of the answer came."),
        QT_TRANSLATE_NOOP("ErrorText", "Retry, or choose a faster model.")},
    {Error::Kind::Auth, false, QT_TRANSLATE_NOOP("ErrorText", "%1 did not accept the key."),
        QT_TRANSLATE_NOOP("ErrorText", "The key is missing, mistyped, expired or revoked."),
        QT_TRANSLATE_NOOP("ErrorText", "Open Keys and enter a key that is valid.")},
    {Error::Kind::PermissionDenied, false, QT_TRANSLATE_NOOP("ErrorText", "%1 does not allow this with your key."),
        QT_TRANSLATE_NOOP("ErrorText", "The key is valid, but this model or region is not open to its account."),
        QT_TRANSLATE_NOOP("ErrorText", "Ask for access at the provider, or choose another model.")},
    {Error::Kind::RateLimited, true, QT_TRANSLATE_NOOP("ErrorText", "%1 asks for fewer requests."),
        QT_TRANSLATE_NOOP("ErrorText", "Too many requests or tokens were sent within a short time."),
        QT_TRANSLATE_NOOP("ErrorText", "Wait a little, then retry.")},
    {Error::Kind::QuotaExhausted, false, QT_TRANSLATE_NOOP("ErrorText", "Your account at %1 has no credit left."),
        QT_TRANSLATE_NOOP("ErrorText", "The provider's billing limit is reached or its balance is used up."),
        QT_TRANSLATE_NOOP("ErrorText", "Add credit or raise the limit at the provider, or choose another model.")},
    {Error::Kind::BudgetExhausted, false, QT_TRANSLATE_NOOP("ErrorText", "Not sent to %1: your budget is used up."),
        QT_TRANSLATE_NOOP("ErrorText", "The call might have cost more than what is left of a limit that you set."),
        QT_TRANSLATE_NOOP("ErrorText", "Raise the limit, choose a cheaper model, or wait until it resets.")},
    {Error::Kind::BadRequest, false, QT_TRANSLATE_NOOP("ErrorText", "%1 says that the request is wrong."),
        QT_TRANSLATE_NOOP("ErrorText", "A parameter or a message is not what this model takes."),
        QT_TRANSLATE_NOOP("ErrorText", "Read the provider's words, change the parameters, then send again.")},
    {Error::Kind::ContextTooLong, false, QT_TRANSLATE_NOOP("ErrorText", "The prompt is too long for this model of %1."),
        QT_TRANSLATE_NOOP("ErrorText", "Prompt, history and the room for the answer exceed the model's context."),
        QT_TRANSLATE_NOOP("ErrorText", "Shorten the prompt, start a new conversation, or choose a larger context.")},
    {Error::Kind::ContentFiltered, false, QT_TRANSLATE_NOOP("ErrorText", "%1 blocked this by its content filter."),
        QT_TRANSLATE_NOOP("ErrorText", "The prompt or the answer met one of the provider's rules."),
        QT_TRANSLATE_NOOP("ErrorText", "Put it in other words, or choose another model.")},
    {Error::Kind::NotFound, false, QT_TRANSLATE_NOOP("ErrorText", "%1 does not know this model or address."),
        QT_TRANSLATE_NOOP("ErrorText", "The name is mistyped, the model was withdrawn, or the address is wrong."),
        QT_TRANSLATE_NOOP("ErrorText", "Choose a model from the list, or check the service's address.")},
    {Error::Kind::Overloaded, true, QT_TRANSLATE_NOOP("ErrorText", "%1 is overloaded."),
        QT_TRANSLATE_NOOP("ErrorText", "The provider has more requests than it can take just now."),
        QT_TRANSLATE_NOOP("ErrorText", "Retry in a while, or choose another model.")},
    {Error::Kind::ServerFault, true, QT_TRANSLATE_NOOP("ErrorText", "%1 failed."),
        QT_TRANSLATE_NOOP("ErrorText", "Something went wrong on the provider's side."),
        QT_TRANSLATE_NOOP("ErrorText", "Retry; if it stays, look at the provider's status page.")},
    {Error::Kind::Malformed, true, QT_TRANSLATE_NOOP("ErrorText", "The answer of %1 cannot be understood."),
        QT_TRANSLATE_NOOP("ErrorText", "It was cut, or something between here and the service changed it."),
        QT_TRANSLATE_NOOP("ErrorText", "Check that the address is that of the service, then retry.")},
    {Error::Kind::Storage, true, QT_TRANSLATE_NOOP("ErrorText", "A file of Lineup cannot be read or written."),
        QT_TRANSLATE_NOOP("ErrorText", "The disk may be full or read-only, or another program holds the file."),
        QT_TRANSLATE_NOOP("ErrorText", "Make room or fix the permissions, then retry.")},
    {Error::Kind::Secret, true, QT_TRANSLATE_NOOP("ErrorText", "The key for %1 cannot be read."),
        QT_TRANSLATE_NOOP("ErrorText", "Your keychain is locked, missing, or refuses access."),
        QT_TRANSLATE_NOOP("ErrorText", "Unlock the keychain, or give a key for this session in Keys.")},
    {Error::Kind::Cancelled, true, QT_TRANSLATE_NOOP("ErrorText", "Stopped."),
        QT_TRANSLATE_NOOP("ErrorText", "You stopped it; what had arrived is kept."), ""},
    {Error::Kind::Unsupported, false, QT_TRANSLATE_NOOP("ErrorText", "This model of %1 cannot take what was asked."),
        QT_TRANSLATE_NOOP("ErrorText", "It lacks an ability that the request needs, so it was not sent."),
        QT_TRANSLATE_NOOP("ErrorText", "Remove what it cannot take, or choose another model.")},
};

const Row &rowOf(Error::Kind kind)
{
    for (const Row &row : rows) {
        if (row.kind == kind)
            return row;
    }
    Q_ASSERT_X(false, "errorSentence", "a kind of error has no sentence");
    return rows[0];
}

QString translated(const char *text)
{
    return *text == '\0' ? QString() : QCoreApplication::translate(context, text);
}

} // namespace

ErrorSentence errorSentence(const Error &error, const QString &serviceLabel)
{
    const Row &row = rowOf(error.kind);
    const QString service
        = serviceLabel.isEmpty() ? translated(QT_TRANSLATE_NOOP("ErrorText", "The service")) : serviceLabel;
    ErrorSentence sentence {.what = translated(row.what).replace("%1"_L1, service),
        .why = translated(row.why),
        .todo = translated(row.todo)};
    if (error.httpStatus > 0) {
        const char *withStatus = QT_TRANSLATE_NOOP("ErrorText", "%1 (HTTP %2)");
        sentence.what = translated(withStatus).arg(sentence.what, QString::number(error.httpStatus));
    }
    if (error.retryAfter && row.retry) {
        const char *wait = QT_TRANSLATE_NOOP("ErrorText", "Wait %1, as the provider asks, then retry.");
        sentence.todo = translated(wait).arg(Format::duration(*error.retryAfter));
    }
    return sentence;
}

bool mayRetry(Error::Kind kind)
{
    return rowOf(kind).retry;
}

} // namespace lineup::ui
