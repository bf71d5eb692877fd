// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"

#include "app/UnixSignals.h"
#include "app/cli/AskCommand.h"
#include "app/cli/BudgetCommand.h"
#include "app/cli/CatalogueCommand.h"
#include "app/cli/ChainCommand.h"
#include "app/cli/CompleteCommand.h"
#include "app/cli/EmbedCommand.h"
#include "app/cli/ExitCode.h"
#include "app/cli/HelpText.h"
#include "app/cli/KeyInput.h"
#include "app/cli/KeysCommand.h"
#include "app/cli/LedgerCommand.h"
#include "app/cli/ListCommands.h"
#include "app/cli/PriceCommand.h"
#include "app/cli/SpendCommand.h"
#include "core/base/Async.h"
#include "core/base/Error.h"
#include "core/base/JsonReader.h"
#include "core/domain/ChatRequestJson.h"
#include "core/domain/CompletionJson.h"
#include "core/domain/EmbeddingJson.h"
#include "core/providers/ServiceAddress.h"
#include "core/spend/budgets/BudgetJson.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QStringDecoder>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

constexpr qint64 maxRequestBytes = 64 * 1024 * 1024;

Invocation finished(int code)
{
    return {.kind = Invocation::Kind::Finished, .exitCode = code};
}

Invocation mistake(const QString &what)
{
    Terminal().jsonError(usageJson(what));
    return finished(Usage);
}

Invocation command(std::function<std::unique_ptr<Command>(Services &)> make)
{
    return {.kind = Invocation::Kind::Command, .makeCommand = std::move(make)};
}

const QCommandLineOption jsonOption(u"json"_s);

// Parses the words behind the subcommand; what is wrong, when something is.
std::optional<QString> parse(
    QCommandLineParser &parser, const QStringList &words, const QList<QCommandLineOption> &options)
{
    parser.addOptions(options);
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsCompactedShortOptions);
    return parser.parse(words) ? std::nullopt : std::optional(parser.errorText());
}

Result<QByteArray> readFileOrInput(const QString &name)
{
    const auto bounded = [&name](const QByteArray &bytes) -> Result<QByteArray> {
        if (bytes.size() <= maxRequestBytes)
            return bytes;
        return badRequest(u"%1: more than %2 MB"_s.arg(name).arg(maxRequestBytes / 1024 / 1024));
    };
    if (name == "-"_L1)
        return bounded(Terminal::readInput(maxRequestBytes));
    QFile file(name);
    if (!file.open(QFile::ReadOnly))
        return badRequest(u"%1: %2"_s.arg(name, file.errorString()));
    const QByteArray bytes = file.read(maxRequestBytes + 1);
    if (file.error() != QFile::NoError)
        return badRequest(u"%1: %2"_s.arg(name, file.errorString()));
    return bounded(bytes);
}

const QCommandLineOption keyFileOption(u"api-key-file"_s, {}, u"file"_s);

// Whether there is nothing to read on standard input, because a key is.
bool keyTakesInput(const QCommandLineParser &parser)
{
    return takesInput(parser.values(keyFileOption));
}

Error inputIsTaken()
{
    return badRequest(u"standard input cannot be both the key and something else"_s);
}

// The prompt given as words, or from standard input when it is "-" or when nothing was given and input is a pipe.
Result<QString> promptFrom(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const bool named = words == QStringList {u"-"_s};
    if (named && keyTakesInput(parser))
        return inputIsTaken();
    const bool fromInput = named || (words.isEmpty() && !Terminal::inputIsTerminal() && !keyTakesInput(parser));
    if (!fromInput)
        return words.join(u' ');
    const Result<QByteArray> bytes = readFileOrInput(u"-"_s);
    if (!bytes)
        return bytes.error();
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(*bytes);
    if (decoder.hasError())
        return badRequest(u"the prompt on standard input is not UTF-8 text"_s);
    return text.trimmed();
}

Result<ChatRequest> readRequestFile(const QString &name)
{
    const Result<QByteArray> bytes = readFileOrInput(name);
    if (!bytes)
        return bytes.error();
    const Result<QJsonObject> body = parseJsonObject(*bytes);
    if (!body)
        return badRequest(u"%1: %2"_s.arg(name, body.error().detail));
    return readChatRequest(*body);
}

Result<ChatRequest> requestFrom(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const bool fromFile = parser.isSet(u"request"_s);
    if (parser.value(u"request"_s) == "-"_L1 && words == QStringList {u"-"_s})
        return badRequest(u"standard input cannot be both the request and the prompt"_s);
    if (parser.value(u"request"_s) == "-"_L1 && keyTakesInput(parser))
        return inputIsTaken();
    Result<ChatRequest> read = fromFile ? readRequestFile(parser.value(u"request"_s)) : ChatRequest();
    const Result<QString> prompt = fromFile && words.isEmpty() ? QString() : promptFrom(parser);
    if (!read || !prompt)
        return read ? prompt.error() : read.error();
    ChatRequest request = *read;
    if (parser.isSet(u"system"_s))
        request.messages.prepend(Message::fromText(Role::System, parser.value(u"system"_s)));
    if (!prompt->isEmpty())
        request.messages += Message::fromText(Role::User, *prompt);
    if (parser.isSet(u"model"_s))
        request.model = parser.value(u"model"_s);
    if (parser.isSet(u"stream"_s))
        request.stream = true;
    return request;
}

// --api-key-file; the other options of the call are left as they are when nothing is said.
Result<CommandOptions> keysFrom(const QCommandLineParser &parser)
{
    const Result<QList<GivenKey>> keys = readKeyFiles(parser.values(keyFileOption));
    if (!keys)
        return keys.error();
    return CommandOptions {.call = {.source = u"cli"_s}, .keys = *keys};
}

// --api-base, --api-key-env and --api-key-file.
Result<CommandOptions> optionsFrom(const QCommandLineParser &parser)
{
    Result<CommandOptions> options = keysFrom(parser);
    if (!options)
        return options;
    CallOptions &call = options->call;
    call.keyVariable = parser.value(u"api-key-env"_s);
    if (parser.isSet(u"api-key-env"_s) && call.keyVariable.isEmpty())
        return badRequest(u"--api-key-env: the name of a variable is missing"_s);
    if (parser.isSet(u"api-base"_s)) {
        call.apiBase = readAddress(parser.value(u"api-base"_s));
        if (call.apiBase.isEmpty())
            return badRequest(u"--api-base: \"%1\" is no http or https address"_s.arg(parser.value(u"api-base"_s)));
    }
    return options;
}

Invocation readComplete(const QStringList &words)
{
    QCommandLineParser parser;
    const QCommandLineOption model({u"m"_s, u"model"_s}, {}, u"model"_s);
    const std::optional<QString> wrong = parse(parser, words,
        {model, QCommandLineOption(u"stream"_s), {u"api-base"_s, {}, u"url"_s}, {u"api-key-env"_s, {}, u"variable"_s},
            keyFileOption, {u"request"_s, {}, u"file"_s}, {{u"s"_s, u"system"_s}, {}, u"text"_s}});
    if (wrong)
        return mistake(*wrong);
    const Result<ChatRequest> request = requestFrom(parser);
    if (!request)
        return mistake(request.error().detail);
    if (request->model.isEmpty())
        return mistake(u"no model: give --model, or \"model\" in the request"_s);
    if (request->messages.isEmpty())
        return mistake(u"no prompt: give one, or \"messages\" in the request"_s);
    const Result<CommandOptions> options = optionsFrom(parser);
    if (!options)
        return mistake(options.error().detail);
    return command([request = *request, options = *options](
                       Services &services) { return std::make_unique<CompleteCommand>(services, request, options); });
}

Invocation readAsk(const QStringList &words)
{
    QCommandLineParser parser;
    const std::optional<QString> wrong = parse(parser, words,
        {{{u"m"_s, u"model"_s}, {}, u"model"_s}, {{u"s"_s, u"system"_s}, {}, u"text"_s}, keyFileOption, jsonOption});
    if (wrong)
        return mistake(*wrong);
    const QStringList models = parser.values(u"model"_s);
    if (models.isEmpty() || models.contains(QString()))
        return mistake(u"no model: give -m MODEL, several times for several models"_s);
    const Result<QString> prompt = promptFrom(parser);
    if (!prompt || prompt->isEmpty())
        return mistake(prompt ? u"no prompt"_s : prompt.error().detail);
    ChatRequest request;
    if (parser.isSet(u"system"_s))
        request.messages += Message::fromText(Role::System, parser.value(u"system"_s));
    request.messages += Message::fromText(Role::User, *prompt);
    const Result<CommandOptions> options = keysFrom(parser);
    if (!options)
        return mistake(options.error().detail);
    return command([request, models, options = *options, json = parser.isSet(jsonOption)](Services &services) {
        return std::make_unique<AskCommand>(services, request, models, options, json);
    });
}

// A JSON object is a request; anything else is texts, one a line.
Result<EmbeddingRequest> readEmbeddingInput(const QString &name)
{
    const Result<QByteArray> bytes = readFileOrInput(name);
    if (!bytes)
        return bytes.error();
    if (bytes->trimmed().startsWith('{')) {
        if (const Result<QJsonObject> body = parseJsonObject(*bytes))
            return readEmbeddingRequest(*body);
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(*bytes);
    if (decoder.hasError())
        return badRequest(u"%1: is not UTF-8 text"_s.arg(name));
    EmbeddingRequest request;
    for (const QString &line : text.split(u'\n')) {
        if (const QString words = line.trimmed(); !words.isEmpty())
            request.input += words;
    }
    return request;
}

Result<EmbeddingRequest> embeddingRequestFrom(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const bool named = words == QStringList {u"-"_s};
    if (keyTakesInput(parser) && (named || parser.value(u"input"_s) == "-"_L1))
        return inputIsTaken();
    const bool fromInput = !parser.isSet(u"input"_s)
        && (named || (words.isEmpty() && !Terminal::inputIsTerminal() && !keyTakesInput(parser)));
    Result<EmbeddingRequest> request = EmbeddingRequest();
    if (fromInput || parser.isSet(u"input"_s))
        request = readEmbeddingInput(fromInput ? u"-"_s : parser.value(u"input"_s));
    if (!request)
        return request;
    if (!fromInput)
        request->input += words;
    if (parser.isSet(u"model"_s))
        request->model = parser.value(u"model"_s);
    if (parser.isSet(u"input-type"_s))
        request->inputType = parser.value(u"input-type"_s);
    if (parser.isSet(u"dimensions"_s)) {
        bool isNumber = false;
        request->dimensions = parser.value(u"dimensions"_s).toInt(&isNumber);
        if (!isNumber || *request->dimensions <= 0)
            return badRequest(u"--dimensions: a whole number above 0"_s);
    }
    return request;
}

Invocation readEmbed(const QStringList &words)
{
    QCommandLineParser parser;
    const std::optional<QString> wrong = parse(parser, words,
        {{{u"m"_s, u"model"_s}, {}, u"model"_s}, {u"input"_s, {}, u"file"_s}, {u"dimensions"_s, {}, u"number"_s},
            {u"input-type"_s, {}, u"word"_s}, {u"format"_s, {}, u"format"_s, u"json"_s}, {u"api-base"_s, {}, u"url"_s},
            {u"api-key-env"_s, {}, u"variable"_s}, keyFileOption, jsonOption});
    if (wrong)
        return mistake(*wrong);
    const std::optional<EmbedCommand::Format> format = EmbedCommand::formatFromName(parser.value(u"format"_s));
    if (!format)
        return mistake(u"--format: json, jsonl or csv"_s);
    const Result<EmbeddingRequest> request = embeddingRequestFrom(parser);
    if (!request)
        return mistake(request.error().detail);
    if (request->model.isEmpty())
        return mistake(u"no model: give --model, or \"model\" in the request"_s);
    if (request->input.isEmpty())
        return mistake(u"no text: give some, or --input FILE"_s);
    const Result<CommandOptions> options = optionsFrom(parser);
    if (!options)
        return mistake(options.error().detail);
    const EmbedCommand::Format shown = parser.isSet(jsonOption) ? EmbedCommand::Format::Full : *format;
    return command([request = *request, options = *options, shown](Services &services) {
        return std::make_unique<EmbedCommand>(services, request, options, shown);
    });
}

Invocation readPrice(const QStringList &words)
{
    QCommandLineParser parser;
    if (const std::optional<QString> wrong = parse(parser, words, PriceCommand::options() << jsonOption))
        return mistake(*wrong);
    const Result<PriceCommand::Task> task
        = PriceCommand::readTask(parser.positionalArguments().mid(1), parser, parser.isSet(jsonOption));
    if (!task)
        return mistake(task.error().detail);
    return command([task = *task](Services &services) { return std::make_unique<PriceCommand>(services, task); });
}

Invocation readModels(const QStringList &words)
{
    if (words.value(1) == "price"_L1)
        return readPrice(words);
    QCommandLineParser parser;
    if (const std::optional<QString> wrong = parse(parser, words, {jsonOption, {u"service"_s, {}, u"id"_s}}))
        return mistake(*wrong);
    return command([service = parser.value(u"service"_s), filter = parser.positionalArguments().join(u' '),
                       json = parser.isSet(jsonOption)](Services &services) {
        return std::make_unique<ModelsCommand>(services, service, filter, json);
    });
}

Invocation readServices(const QStringList &words)
{
    QCommandLineParser parser;
    const QCommandLineOption markdown(u"markdown"_s); // for ./dev readme
    if (const std::optional<QString> wrong = parse(parser, words, {jsonOption, markdown}))
        return mistake(*wrong);
    using Form = ServicesCommand::Form;
    const Form form = parser.isSet(markdown) ? Form::Markdown : parser.isSet(jsonOption) ? Form::Json : Form::Table;
    return command([form](Services &services) { return std::make_unique<ServicesCommand>(services, form); });
}

Invocation readKeys(const QStringList &words)
{
    QCommandLineParser parser;
    if (const std::optional<QString> wrong = parse(parser, words, {jsonOption}))
        return mistake(*wrong);
    const QStringList rest = parser.positionalArguments();
    const QString verb = rest.value(0, u"list"_s);
    KeysCommand::Action action = KeysCommand::Action::List;
    if (verb == "set"_L1)
        action = KeysCommand::Action::Set;
    else if (verb == "remove"_L1)
        action = KeysCommand::Action::Remove;
    else if (verb != "list"_L1)
        return mistake(u"keys: list, set SERVICE or remove SERVICE"_s);
    if ((action == KeysCommand::Action::List) != (rest.size() <= 1) || rest.size() > 2)
        return mistake(u"keys: %1 takes %2; a key is read from standard input"_s.arg(
            verb, action == KeysCommand::Action::List ? u"nothing more"_s : u"one service"_s));
    return command([action, service = rest.value(1), json = parser.isSet(jsonOption)](
                       Services &services) { return std::make_unique<KeysCommand>(services, action, service, json); });
}

Invocation readCatalogue(const QStringList &words)
{
    QCommandLineParser parser;
    const QList<QCommandLineOption> options {
        jsonOption, QCommandLineOption(u"yes"_s), QCommandLineOption(u"doubtful"_s)};
    if (const std::optional<QString> wrong = parse(parser, words, options))
        return mistake(*wrong);
    const QStringList rest = parser.positionalArguments();
    const QHash<QString, CatalogueCommand::Action> actions {{u"import"_s, CatalogueCommand::Action::Import},
        {u"undo"_s, CatalogueCommand::Action::Undo}, {u"status"_s, CatalogueCommand::Action::Status}};
    const auto action = actions.constFind(rest.value(0, u"status"_s));
    const qsizetype wanted = action != actions.constEnd() && *action == CatalogueCommand::Action::Import ? 2 : 1;
    if (action == actions.constEnd() || (rest.size() != wanted && !(rest.isEmpty() && wanted == 1)))
        return mistake(u"catalogue: import FILE or import URL, undo, status"_s);
    const CatalogueCommand::Task task {.action = *action,
        .source = rest.value(1),
        .yes = parser.isSet(u"yes"_s),
        .doubtful = parser.isSet(u"doubtful"_s),
        .json = parser.isSet(jsonOption)};
    return command([task](Services &services) { return std::make_unique<CatalogueCommand>(services, task); });
}

Invocation readBudget(const QStringList &words)
{
    QCommandLineParser parser;
    const QList<QCommandLineOption> own {jsonOption, {u"until"_s, {}, u"moment"_s}};
    if (const std::optional<QString> wrong = parse(parser, words, BudgetOptions::list() + own))
        return mistake(*wrong);
    const Result<BudgetCommand::Task> task = BudgetCommand::readTask(
        parser.positionalArguments(), BudgetOptions(parser), parser.value(u"until"_s), parser.isSet(jsonOption));
    if (!task)
        return mistake(task.error().detail);
    return command([task = *task](Services &services) { return std::make_unique<BudgetCommand>(services, task); });
}

Invocation readChainWords(const QStringList &words)
{
    QCommandLineParser parser;
    const std::optional<QString> wrong
        = parse(parser, words, {jsonOption, {u"scenario"_s, {}, u"name"_s}, {u"preset"_s, {}, u"name"_s}});
    if (wrong)
        return mistake(*wrong);
    const Result<ChainCommand::Task> task = ChainCommand::readTask(
        parser.positionalArguments(), parser.value(u"scenario"_s), parser.value(u"preset"_s), parser.isSet(jsonOption));
    if (!task)
        return mistake(task.error().detail);
    return command([task = *task](Services &services) { return std::make_unique<ChainCommand>(services, task); });
}

Invocation readSpend(const QStringList &words)
{
    QCommandLineParser parser;
    if (const std::optional<QString> wrong = parse(parser, words, SpendCommand::options() + QList {jsonOption}))
        return mistake(*wrong);
    const Result<SpendCommand::Task> task = SpendCommand::readTask(parser, QDate::currentDate());
    if (!task)
        return mistake(task.error().detail);
    return command([task = *task](Services &services) { return std::make_unique<SpendCommand>(services, task); });
}

Invocation readLedger(const QStringList &words)
{
    QCommandLineParser parser;
    if (const std::optional<QString> wrong = parse(parser, words, LedgerCommand::options() + QList {jsonOption}))
        return mistake(*wrong);
    Result<LedgerCommand::Task> task = LedgerCommand::readTask(parser, QDate::currentDate());
    if (!task)
        return mistake(task.error().detail);
    task->json = parser.isSet(jsonOption);
    return command([task = *task](Services &services) { return std::make_unique<LedgerCommand>(services, task); });
}

std::optional<QSize> readSize(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    return parts.size() == 2 && size.width() >= 320 && size.height() >= 240 && size.width() <= 8192
            && size.height() <= 8192
        ? std::optional(size)
        : std::nullopt;
}

Invocation readWindow(const QStringList &words)
{
    QCommandLineParser parser;
    const std::optional<QString> wrong = parse(parser, words,
        {{u"screenshot"_s, {}, u"file"_s}, {u"theme"_s, {}, u"light|dark"_s}, {u"page"_s, {}, u"id"_s},
            {u"size"_s, {}, u"WxH"_s, u"1280x800"_s}});
    if (wrong || !parser.positionalArguments().isEmpty())
        return mistake(
            wrong.value_or(u"\"%1\" is no command; see lineup help"_s.arg(parser.positionalArguments().value(0))));
    const std::optional<QSize> size = readSize(parser.value(u"size"_s));
    if (!size)
        return mistake(u"--size: give it as 1280x800"_s);
    return {.kind = Invocation::Kind::Window,
        .screenshot = {.file = parser.value(u"screenshot"_s),
            .theme = parser.value(u"theme"_s),
            .page = parser.value(u"page"_s),
            .size = *size}};
}

using Reader = Invocation (*)(const QStringList &);

Reader readerFor(QStringView word)
{
    static const QHash<QString, Reader> readers {{u"complete"_s, readComplete}, {u"ask"_s, readAsk},
        {u"embed"_s, readEmbed}, {u"models"_s, readModels}, {u"services"_s, readServices}, {u"keys"_s, readKeys},
        {u"catalogue"_s, readCatalogue}, {u"chain"_s, readChainWords}, {u"spend"_s, readSpend},
        {u"budget"_s, readBudget}, {u"ledger"_s, readLedger}};
    return readers.value(word.toString());
}

bool asksForHelp(const QStringList &words)
{
    const QStringList helps {u"help"_s, u"--help"_s, u"-h"_s};
    return (words.size() > 1 && words.at(1) == "help"_L1)
        || std::any_of(words.begin(), words.begin() + qMin<qsizetype>(words.size(), 3),
            [&](const QString &w) { return w != "help"_L1 && helps.contains(w); });
}

// An answer that nobody got is no success.
int withOutput(int code)
{
    if (const QString fault = Terminal::outputFault(); code == Ok && !fault.isEmpty()) {
        const Error error {.kind = Error::Kind::Storage, .detail = u"standard output: "_s + fault};
        Terminal().jsonError({{u"error"_s, errorJson(error)}});
        return StorageFault;
    }
    return code;
}

void warn(const Error &error)
{
    Terminal().jsonError({{u"warning"_s, errorJson(error)}});
}

constexpr std::chrono::seconds patience {2}; // with our own files, once the answer is given

// Budgets that have reached a threshold with this call, unless a window or another command has said so already.
void tellThresholds(Budgets &budgets)
{
    QTimer::singleShot(patience, &budgets, &QCoreApplication::quit); // whoever looks next tells them
    whenDone(budgets.takeNotices(), &budgets, [](const Result<QList<BudgetNotice>> &notices) {
        for (const BudgetNotice &notice : notices ? *notices : QList<BudgetNotice>())
            Terminal().jsonError({{u"warning"_s, noticeJson(notice)}});
        QCoreApplication::quit();
    });
}

// Goes on when the ledger has everything, or when it takes too long. The answer has been given: that the ledger cannot
// keep the call is a warning.
void flushLedger(Ledger &ledger, Budgets &budgets)
{
    auto *limit = new QTimer(&ledger);
    limit->setSingleShot(true);
    QObject::connect(limit, &QTimer::timeout, &ledger, [] {
        warn({.kind = Error::Kind::Storage, .detail = u"the ledger is busy: this call may not be in it"_s});
        QCoreApplication::quit();
    });
    limit->start(patience);
    whenDone(ledger.flush(), &ledger, [limit, &budgets](const Result<bool> &result) {
        if (!limit->isActive())
            return; // it has been too late
        limit->stop();
        if (result)
            return tellThresholds(budgets);
        warn(result.error());
        QCoreApplication::quit();
    });
}

} // namespace

bool needsNoDisplay(int argc, char **argv)
{
    if (argc < 2)
        return false;
    const QString word = QString::fromLocal8Bit(argv[1]);
    return !word.startsWith(u'-') || word == "--help"_L1 || word == "-h"_L1 || word == "--version"_L1;
}

Invocation readCommandLine(const QStringList &arguments)
{
    if (asksForHelp(arguments)) {
        Terminal().out(helpText());
        return finished(Ok);
    }
    if (arguments.value(1) == "--version"_L1) {
        Terminal().line(
            u"lineup %1 (Qt %2)"_s.arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())));
        return finished(Ok);
    }
    if (const Reader reader = readerFor(arguments.value(1))) {
        QStringList words = arguments;
        words.removeAt(1);
        return reader(words);
    }
    return readWindow(arguments);
}

int runCommand(Command &command, Ledger &ledger, Budgets &budgets)
{
    int code = 0;
    UnixSignals signals_;
    QObject::connect(&signals_, &UnixSignals::interrupted, &command, &Command::interrupt);
    QObject::connect(
        &command, &Command::done, qApp,
        [&](int result) {
            code = withOutput(result);
            if (command.makesCalls())
                flushLedger(ledger, budgets);
            else
                QCoreApplication::quit();
        },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    QTimer::singleShot(0, &command, &Command::start);
    QCoreApplication::exec();
    return code;
}

} // namespace lineup::cli
