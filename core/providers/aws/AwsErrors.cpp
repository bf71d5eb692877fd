// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/AwsErrors.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

struct TypeRow
{
    QLatin1StringView type;
    Error::Kind kind;
};

// Types that the common table cannot know or reads otherwise. The errors of signatures and tokens are of 400 or 403.
// Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html and the API's description.
constexpr std::array types {
    TypeRow {"ServiceQuotaExceededException"_L1, Error::Kind::RateLimited},
    TypeRow {"ModelNotReadyException"_L1, Error::Kind::Overloaded},
    TypeRow {"ModelTimeoutException"_L1, Error::Kind::Timeout},
    TypeRow {"ModelErrorException"_L1, Error::Kind::ServerFault},
    TypeRow {"ModelStreamErrorException"_L1, Error::Kind::ServerFault},
    TypeRow {"InternalServerException"_L1, Error::Kind::ServerFault},
    TypeRow {"InternalStreamFailure"_L1, Error::Kind::ServerFault},
    TypeRow {"ResourceNotFoundException"_L1, Error::Kind::NotFound},
    TypeRow {"InvalidSignatureException"_L1, Error::Kind::Auth},
    TypeRow {"SignatureDoesNotMatch"_L1, Error::Kind::Auth},
    TypeRow {"IncompleteSignature"_L1, Error::Kind::Auth},
    TypeRow {"IncompleteSignatureException"_L1, Error::Kind::Auth},
    TypeRow {"MissingAuthenticationToken"_L1, Error::Kind::Auth},
    TypeRow {"MissingAuthenticationTokenException"_L1, Error::Kind::Auth},
    TypeRow {"ExpiredTokenException"_L1, Error::Kind::Auth},
    TypeRow {"InvalidClientTokenId"_L1, Error::Kind::Auth},
    TypeRow {"UnrecognizedClientException"_L1, Error::Kind::Auth},
};

// "AccessDeniedException:http://…" in the header, "namespace#AccessDeniedException" in the body.
QString bareType(const QString &type)
{
    const QString bare = type.mid(type.lastIndexOf(u'#') + 1);
    return bare.left(bare.indexOf(u':')).trimmed();
}

Error errorFrom(const ErrorFacts &facts, const HttpHeaders &headers, const QByteArray &body, const Service &service)
{
    Error error = classifyError(facts, headers, body, service);
    // What the words say of the context goes before the type: it comes as a ValidationException, or from a model.
    if (error.kind == Error::Kind::ContextTooLong)
        return error;
    for (const TypeRow &row : types) {
        if (facts.type.compare(row.type, Qt::CaseInsensitive) == 0)
            error.kind = row.kind;
    }
    return error;
}

} // namespace

Error awsError(const HttpHead &head, const QByteArray &body, const Service &service)
{
    ErrorFacts facts = readErrorBody(body);
    facts.status = head.status;
    const QString named = QString::fromLatin1(headerValue(head.headers, "x-amzn-errortype"));
    facts.type = bareType(named.isEmpty() ? facts.type : named);
    facts.code = bareType(facts.code);
    return errorFrom(facts, head.headers, body, service);
}

std::optional<Error> awsException(const StreamEvent &event, const Service &service)
{
    if (!event.name.startsWith(streamExceptionPrefix))
        return std::nullopt;
    ErrorFacts facts = readErrorBody(event.data);
    facts.type = QString::fromLatin1(event.name.mid(static_cast<qsizetype>(qstrlen(streamExceptionPrefix))));
    const Result<QJsonObject> object = parseJsonObject(event.data);
    if (object) {
        facts.status = object->value("originalStatusCode"_L1).toInt(object->value("OriginalStatusCode"_L1).toInt());
        // What the model itself said is more than that it failed.
        const QString original = object->value("originalMessage"_L1).toString();
        if (!original.isEmpty())
            facts.message = original;
    }
    return errorFrom(facts, {}, event.data, service);
}

} // namespace lineup
