// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ErrorClassifier.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Kind = Error::Kind;

struct CodeRow
{
    QLatin1StringView code; // small letters and digits only; a closing "exception" is cut off
    Kind kind;
};

// Codes and types that mean one thing wherever they come from.
constexpr std::array clearCodes {
    CodeRow {"contextlengthexceeded"_L1, Kind::ContextTooLong},
    CodeRow {"contextwindowexceeded"_L1, Kind::ContextTooLong},
    CodeRow {"modelcontextwindowexceeded"_L1, Kind::ContextTooLong},
    CodeRow {"exceedcontextsizeerror"_L1, Kind::ContextTooLong},
    CodeRow {"toomanyprompttokens"_L1, Kind::ContextTooLong},
    CodeRow {"toomanytokens"_L1, Kind::ContextTooLong},
    CodeRow {"prompttoolong"_L1, Kind::ContextTooLong},
    CodeRow {"tokenslimitreached"_L1, Kind::ContextTooLong},
    CodeRow {"tokenstoolong"_L1, Kind::ContextTooLong},
    CodeRow {"contentpolicyviolation"_L1, Kind::ContentFiltered},
    CodeRow {"contentfilter"_L1, Kind::ContentFiltered},
    CodeRow {"contentfiltered"_L1, Kind::ContentFiltered},
    CodeRow {"contentfiltererror"_L1, Kind::ContentFiltered},
    CodeRow {"responsibleaipolicyviolation"_L1, Kind::ContentFiltered},
    CodeRow {"datainspectionfailed"_L1, Kind::ContentFiltered},
    CodeRow {"moderationblocked"_L1, Kind::ContentFiltered},
    CodeRow {"insufficientquota"_L1, Kind::QuotaExhausted},
    CodeRow {"insufficientcredits"_L1, Kind::QuotaExhausted},
    CodeRow {"insufficientbalance"_L1, Kind::QuotaExhausted},
    CodeRow {"billinghardlimitreached"_L1, Kind::QuotaExhausted},
    CodeRow {"billingnotactive"_L1, Kind::QuotaExhausted},
    CodeRow {"billingerror"_L1, Kind::QuotaExhausted},
    CodeRow {"paymentrequired"_L1, Kind::QuotaExhausted},
    CodeRow {"exceededcurrentquotaerror"_L1, Kind::QuotaExhausted},
    CodeRow {"arrearage"_L1, Kind::QuotaExhausted},
    CodeRow {"ratelimitexceeded"_L1, Kind::RateLimited},
    CodeRow {"ratelimitreached"_L1, Kind::RateLimited},
    CodeRow {"ratelimitreachederror"_L1, Kind::RateLimited},
    CodeRow {"ratelimiterror"_L1, Kind::RateLimited},
    CodeRow {"toomanyrequests"_L1, Kind::RateLimited},
    CodeRow {"throttling"_L1, Kind::RateLimited},
    CodeRow {"invalidapikey"_L1, Kind::Auth},
    CodeRow {"incorrectapikey"_L1, Kind::Auth},
    CodeRow {"apikeyinvalid"_L1, Kind::Auth},
    CodeRow {"apikeyexpired"_L1, Kind::Auth},
    CodeRow {"authenticationerror"_L1, Kind::Auth},
    CodeRow {"invalidauthenticationerror"_L1, Kind::Auth},
    CodeRow {"unauthenticated"_L1, Kind::Auth},
    CodeRow {"unrecognizedclient"_L1, Kind::Auth},
    CodeRow {"permissionerror"_L1, Kind::PermissionDenied},
    CodeRow {"accessdenied"_L1, Kind::PermissionDenied},
    CodeRow {"unsupportedcountryregionterritory"_L1, Kind::PermissionDenied},
    CodeRow {"modelnotfound"_L1, Kind::NotFound},
    CodeRow {"modeldecommissioned"_L1, Kind::NotFound},
    CodeRow {"deploymentnotfound"_L1, Kind::NotFound},
    CodeRow {"notfounderror"_L1, Kind::NotFound},
    CodeRow {"overloadederror"_L1, Kind::Overloaded},
    CodeRow {"overloaded"_L1, Kind::Overloaded},
    CodeRow {"engineoverloaded"_L1, Kind::Overloaded},
    CodeRow {"engineoverloadederror"_L1, Kind::Overloaded},
    CodeRow {"serviceunavailable"_L1, Kind::Overloaded},
    CodeRow {"serviceunavailableerror"_L1, Kind::Overloaded},
    CodeRow {"unavailable"_L1, Kind::Overloaded},
    CodeRow {"slowdown"_L1, Kind::Overloaded},
};

// Words for whole families of errors; asked only where no HTTP status tells more.
constexpr std::array vagueCodes {
    CodeRow {"resourceexhausted"_L1, Kind::RateLimited},
    CodeRow {"permissiondenied"_L1, Kind::PermissionDenied},
    CodeRow {"forbidden"_L1, Kind::PermissionDenied},
    CodeRow {"unauthorized"_L1, Kind::Auth},
    CodeRow {"notfound"_L1, Kind::NotFound},
    CodeRow {"invalidrequesterror"_L1, Kind::BadRequest},
    CodeRow {"invalidargument"_L1, Kind::BadRequest},
    CodeRow {"badrequest"_L1, Kind::BadRequest},
    CodeRow {"failedprecondition"_L1, Kind::BadRequest},
    CodeRow {"validation"_L1, Kind::BadRequest},
    CodeRow {"validationerror"_L1, Kind::BadRequest},
    CodeRow {"toolusefailed"_L1, Kind::BadRequest},
    CodeRow {"requesttoolarge"_L1, Kind::BadRequest},
    CodeRow {"requesttimeout"_L1, Kind::Timeout},
    CodeRow {"deadlineexceeded"_L1, Kind::Timeout},
};

struct TextRow
{
    const char16_t *pattern;
    Kind kind;
};

// Wordings, in the order in which they are tried. A limit that passes with time comes before an empty account,
// because some services say "quota" for both; a missing model comes before missing rights for the same reason.
constexpr std::array textRows {
    TextRow {u"(?:rate|request)s?[\\s_-]*limit (?:was |is |has been )?(?:exceeded|reached)"
             u"|exceeded (?:\\S+ ){0,3}rate[\\s_-]*limit|rate[\\s_-]*limited|too many requests"
             u"|(?:requests|tokens) per (?:second|minute|hour|day)|limit_rpm|tier capacity exceeded"
             u"|quota exceeded for metric|(?:retry|try again) in \\d",
        Kind::RateLimited},
    TextRow {u"maximum context length|context (?:window|length|size|limit)[^.]{0,40}(?:exceed|too (?:long|small))"
             u"|exceed\\w*[^.]{0,60}context (?:window|length|size|limit)|model's maximum context"
             u"|longer than the model's context|larger than the (?:model's )?context"
             u"|(?:prompt|input) (?:is )?too long|too many (?:input |prompt )?tokens|prompt has too many tokens"
             u"|total length of all messages is too long|maximum prompt length is"
             u"|reduce the length of (?:the|your) (?:messages|prompt|input)"
             u"|input tokens exceed|input token count[^.]{0,40}exceeds|exceeds the maximum number of tokens"
             u"|input length and `?max_tokens`? exceed|`inputs` tokens \\+ `max_new_tokens`"
             u"|too large for model with \\d+ maximum context|input text length should not exceed"
             u"|current length is[^.]{0,40}while limit is|input length[^.]{0,60}exceeds?[^.]{0,40}(?:tokens|length)"
             u"|prompt: length|expected maxlength|length limit exceeded|payload size exceeds the limit"
             u"|longer than the maximum model length|greater than the context length|when context the overflows"
             u"|exceeded model token limit|exceed max message tokens|too large for [^.]{0,60}max size: \\d+ tokens"
             u"|too large for this model\\. max size|invalid '(?:messages|input)[^']*': string too long",
        Kind::ContextTooLong},
    TextRow {
        u"credit balance is too low|insufficient[\\s_-](?:balance|credits?|funds|quota)|exceeded your current quota"
        u"|billing (?:hard )?limit|check your (?:plan and )?billing|(?:out of|more|any|no) credits|payment required"
        u"|spend(?:ing)? limit|monthly (?:included credits|usage limit|quota)|balance is not enough",
        Kind::QuotaExhausted},
    TextRow {u"(?:incorrect|invalid|missing|expired|wrong|no) (?:x-)?api[\\s_-]?key|api[\\s_-]?key (?:is )?(?:not "
             u"valid|invalid|"
             u"expired|missing|not found|required)|api key[^.]{0,40} is (?:invalid|expired)|invalid subscription key"
             u"|unregistered callers|missing authentication|no auth credentials|(?:invalid|expired) (?:bearer |access "
             u"|security )?"
             u"token|security token included in the request is invalid|authentication fail",
        Kind::Auth},
    TextRow {
        u"content[\\s_-](?:management |moderation |filtering )?polic|usage (?:polic|guideline)|content exists "
        u"risk|safety system|content[\\s_-]filter"
        u"|responsible ai|inappropriate content|(?:prompt|input|request|content) (?:was |has been |is )?"
        u"(?:flagged|blocked|rejected by)|blocked by (?:\\S+ ){0,4}(?:safety|moderation|guardrail)|data inspection",
        Kind::ContentFiltered},
    TextRow {u"models?\\b[^.]{0,80}(?:not found|not exist|was removed|decommissioned|is not supported by any)"
             u"|no such model|unknown model|not a valid model|invalid model(?: name| id|:)|model identifier is invalid"
             u"|no endpoints found|deployment for this resource does not exist",
        Kind::NotFound},
    TextRow {u"overloaded|(?:at|over) capacity|temporarily unavailable|currently loading", Kind::Overloaded},
};

QString normalised(const QString &code)
{
    QString out;
    for (const QChar c : code.mid(code.lastIndexOf(u'#') + 1)) {
        if (c.isLetterOrNumber())
            out += c.toLower();
    }
    if (out.endsWith("exception"_L1))
        out.chop(9);
    return out;
}

template<typename Rows>
std::optional<Kind> byCode(const Rows &rows, const ErrorFacts &facts)
{
    for (const QString &word : {normalised(facts.code), normalised(facts.type)}) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&word](const CodeRow &r) { return r.code == word; });
        if (!word.isEmpty() && row != rows.end())
            return row->kind;
    }
    return std::nullopt;
}

std::optional<Kind> byService(const QString &text, const Service &service)
{
    for (const ErrorPattern &row : service.errorPatterns) {
        if (row.pattern.match(text).hasMatch())
            return row.kind;
    }
    return std::nullopt;
}

std::optional<Kind> byText(const QString &text)
{
    static const std::array<QRegularExpression, textRows.size()> patterns = [] {
        std::array<QRegularExpression, textRows.size()> out;
        std::transform(textRows.begin(), textRows.end(), out.begin(), [](const TextRow &row) {
            return QRegularExpression(QString::fromUtf16(row.pattern), QRegularExpression::CaseInsensitiveOption);
        });
        return out;
    }();
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        if (patterns[i].match(text).hasMatch())
            return textRows[i].kind;
    }
    return std::nullopt;
}

Kind byStatus(int status)
{
    switch (status) {
    case 401:
        return Kind::Auth;
    case 402:
        return Kind::QuotaExhausted;
    case 403:
        return Kind::PermissionDenied;
    case 404:
        return Kind::NotFound;
    case 408:
        return Kind::Timeout;
    case 429:
        return Kind::RateLimited;
    case 503:
    case 529:
        return Kind::Overloaded;
    default:
        return status >= 400 && status < 500 ? Kind::BadRequest : Kind::ServerFault;
    }
}

Kind kindOf(const ErrorFacts &facts, const Service &service)
{
    if (facts.type == "text/html"_L1)
        return byStatus(facts.status); // a page's words are not the provider's
    if (const auto kind = byCode(clearCodes, facts))
        return *kind;
    const QString text = facts.code + u' ' + facts.type + u' ' + facts.message;
    if (const auto kind = byService(text, service))
        return *kind;
    if (const auto kind = byText(facts.message))
        return *kind;
    if (facts.status < 400) {
        if (const auto kind = byCode(vagueCodes, facts))
            return *kind;
    }
    return byStatus(facts.status);
}

// Long quotations in a provider's words are nearly always the request's own; what validators echo is as well.
QString withoutEchoes(QString message)
{
    static const QRegularExpression echo(uR"(\b(?:input_value|failed_generation|['"]?input['"]?\s*:)[\s=]*.*)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression quotation(
        uR"((?<![\w])(["'`])(?:(?!\1).){80,}(?:\1|$))"_s, QRegularExpression::DotMatchesEverythingOption);
    message.replace(echo, u"[…]"_s);
    message.replace(quotation, u"[…]"_s);
    return message;
}

QString requestIdIn(const HttpHeaders &headers)
{
    for (const char *name : {"x-request-id", "request-id", "x-amzn-requestid", "apim-request-id", "x-ds-trace-id",
             "mistral-correlation-id", "x-generation-id", "cf-ray"}) {
        const QByteArray value = headerValue(headers, name);
        if (!value.isEmpty())
            return QString::fromLatin1(value.left(200));
    }
    return {};
}

} // namespace

Error classifyError(const ErrorFacts &facts, const HttpHeaders &headers, const QByteArray &body, const Service &service)
{
    Error error;
    error.kind = kindOf(facts, service);
    error.detail = redacted(withoutEchoes(facts.message).simplified());
    if (error.detail.isEmpty())
        error.detail = facts.status != 0 ? u"HTTP %1"_s.arg(facts.status) : u"an error without words"_s;
    error.httpStatus = facts.status;
    error.service = service.id;
    error.requestId = facts.requestId.isEmpty() ? requestIdIn(headers) : facts.requestId;
    error.code = redacted(facts.code.isEmpty() ? facts.type : facts.code);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    error.retryAfter = readRetryAfter(headers, body, now);
    if (!error.retryAfter && facts.status == 429)
        error.retryAfter = readRateLimitReset(headers, now);
    return error;
}

} // namespace lineup
