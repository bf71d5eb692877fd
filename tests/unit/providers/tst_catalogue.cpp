// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

// Sets a variable while it lives; an empty value takes it away.
class Variable
{
public:
    Variable(const char *name, const QByteArray &value) : m_name(name), m_before(qgetenv(name))
    {
        value.isEmpty() ? qunsetenv(name) : qputenv(name, value);
    }
    ~Variable() { m_before.isEmpty() ? qunsetenv(m_name) : qputenv(m_name, m_before); }
    Q_DISABLE_COPY_MOVE(Variable)

private:
    const char *m_name;
    QByteArray m_before;
};

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void resolves_data();
    void resolves();
    void dialectOfTheModel_data();
    void dialectOfTheModel();
    void resolvesWithAnAddress_data();
    void resolvesWithAnAddress();
    void unknownNames_data();
    void unknownNames();
    void addressesFromTheEnvironment_data();
    void addressesFromTheEnvironment();
    void theAddressIsReadEachTime();
    void everyModelStringResolves();
    void everyListedModelStringResolves();
    void services();
    void listedModels();
    void listingsReplaceEachOther();
    void aListedNameHasAnOwner();
    void localModelsAreFree();
    void modelsOfSeveralRegions();
};

void TestCatalogue::initTestCase()
{
    // The tests' own; whoever runs them may have others.
    const Catalogue shipped;
    for (const Service &service : shipped.services()) {
        for (const QString &variable : service.baseUrlEnvironment)
            qunsetenv(variable.toLatin1().constData());
    }
}

void TestCatalogue::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestCatalogue::resolves_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("known");
    const auto row = [](const char *name, const char *service, const char *model, bool known = true) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(service) << QString::fromLatin1(model)
                            << known;
    };
    row("gpt-4o-mini", "openai", "gpt-4o-mini");
    row("gemini-2.0-flash", "gemini", "gemini-2.0-flash");
    row("claude-3-haiku-20240307", "anthropic", "claude-3-haiku-20240307");
    row("openai/gpt-4o-mini", "openai", "gpt-4o-mini");
    row("gemini/gemini-2.0-flash", "gemini", "gemini-2.0-flash");
    row("openai/a-model-of-next-year", "openai", "a-model-of-next-year", false);
    // Aliases, and names that hold a '/'.
    row("together_ai/Qwen/Qwen2.5-72B-Instruct-Turbo", "together", "Qwen/Qwen2.5-72B-Instruct-Turbo");
    row("together/Qwen/Qwen2.5-72B-Instruct-Turbo", "together", "Qwen/Qwen2.5-72B-Instruct-Turbo");
    row("Qwen/Qwen2.5-72B-Instruct-Turbo", "together", "Qwen/Qwen2.5-72B-Instruct-Turbo");
    row("openrouter/anthropic/claude-sonnet-4", "openrouter", "anthropic/claude-sonnet-4");
    row("openrouter/some/new-model:free", "openrouter", "some/new-model:free", false);
    row("groq/openai/gpt-oss-120b", "groq", "openai/gpt-oss-120b");
    // A prefix goes before a name that looks like it.
    row("openai/gpt-oss-120b", "openai", "gpt-oss-120b", false);
    row("anthropic/claude-sonnet-4", "anthropic", "claude-sonnet-4", false);
    // Names that begin with their own service's.
    row("openrouter/auto", "openrouter", "openrouter/auto");
    row("openrouter/openrouter/auto", "openrouter", "openrouter/auto");
    row("ollama/llama3.2:1b", "ollama", "llama3.2:1b");
    row("ollama_chat/hf.co/a/b:Q4", "ollama", "hf.co/a/b:Q4");
    row("demo/swift", "demo", "swift");
}

void TestCatalogue::resolves()
{
    QFETCH(const QString, name);
    QFETCH(const QString, service);
    QFETCH(const QString, model);
    QFETCH(const bool, known);
    const Catalogue catalogue;
    const Result<Target> target = catalogue.resolve(name);
    QVERIFY2(target.has_value(), qPrintable(target.has_value() ? QString() : target.error().detail));
    QCOMPARE(target->service.id, service);
    QCOMPARE(target->model, model);
    QCOMPARE(target->service.baseUrl, catalogue.service(service)->baseUrl);
    QVERIFY(dialectById(target->service.dialect));
    if (service == "ollama"_L1) {
        QVERIFY(target->info && target->info->free && !target->info->capabilitiesKnown);
        return;
    }
    QCOMPARE(target->info.has_value(), known);
    if (known) {
        QCOMPARE(target->info->id, model);
        QCOMPARE(target->info->service, service);
    }
}

void TestCatalogue::dialectOfTheModel_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("dialect");
    const auto row = [](const char *name, const char *model, const char *dialect) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(model) << QString::fromLatin1(dialect);
    };
    row("openai/gpt-5", "gpt-5", "openai-chat");
    row("openai/responses/gpt-5", "gpt-5", "openai-responses");
    row("xai/responses/grok-4", "grok-4", "openai-responses");
    // Models that have no other API, by their row.
    row("o1-pro", "o1-pro", "openai-responses");
    row("openai/gpt-5-codex", "gpt-5-codex", "openai-responses");
    row("openai/responses/o3-deep-research", "o3-deep-research", "openai-responses");
    // The same model elsewhere, and a service that has no such API.
    row("openrouter/openai/gpt-5-codex", "openai/gpt-5-codex", "openai-chat");
    row("anthropic/responses/x", "responses/x", "anthropic");
    row("openai/responses/", "responses/", "openai-chat");
}

void TestCatalogue::dialectOfTheModel()
{
    QFETCH(const QString, name);
    const Catalogue catalogue;
    const Result<Target> target = catalogue.resolve(name);
    QVERIFY(target.has_value());
    QTEST(target->model, "model");
    QTEST(target->service.dialect, "dialect");
    QVERIFY(dialectById(target->service.dialect));
    // The row itself stays as it is.
    QVERIFY(catalogue.service(target->service.id)->dialect != "openai-responses"_L1);
    // What a row says of another dialect's body is not sent.
    const Result<Target> openrouter = catalogue.resolve(u"openrouter/responses/x"_s);
    QVERIFY(openrouter->service.quirks.extraBody.isEmpty());
    QVERIFY(!catalogue.service(u"openrouter")->quirks.extraBody.isEmpty());
}

void TestCatalogue::resolvesWithAnAddress_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("model");
    QTest::newRow("with a prefix") << u"openai/anything"_s << u"openai"_s << u"anything"_s;
    QTest::newRow("with an alias") << u"vllm/anything"_s << u"hosted_vllm"_s << u"anything"_s;
    QTest::newRow("a name we know") << u"gpt-4o-mini"_s << u"openai"_s << u"gpt-4o-mini"_s;
    QTest::newRow("a name nobody knows") << u"my-own-model"_s << u"openai_like"_s << u"my-own-model"_s;
    QTest::newRow("a maker that is no service") << u"acme/model"_s << u"openai_like"_s << u"acme/model"_s;
}

void TestCatalogue::resolvesWithAnAddress()
{
    QFETCH(const QString, name);
    QFETCH(const QString, service);
    QFETCH(const QString, model);
    const QUrl address(u"https://gateway.test/v1"_s);
    const Result<Target> target = Catalogue().resolve(name, address);
    QVERIFY2(target.has_value(), qPrintable(target.has_value() ? QString() : target.error().detail));
    QCOMPARE(target->service.id, service);
    QCOMPARE(target->model, model);
    QCOMPARE(target->service.baseUrl, address);
    // A server that is somewhere else may well cost something.
    QVERIFY(!target->info || !target->info->free);
}

void TestCatalogue::unknownNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("suggestion");
    QTest::newRow("a slip") << u"gpt-4o-minni"_s << u"gpt-4o-mini"_s;
    QTest::newRow("a slip in the prefix") << u"gemni/gemini-2.0-flash"_s << u"gemini/gemini-2.0-flash"_s;
    QTest::newRow("a part of it") << u"haiku-20240307"_s << u"claude-3-haiku-20240307"_s;
    QTest::newRow("something else") << u"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("a prefix alone") << u"openai/"_s << QString();
    QTest::newRow("a model of the demo without its prefix") << u"overloaded"_s << u"demo/overloaded"_s;
}

void TestCatalogue::unknownNames()
{
    QFETCH(const QString, name);
    QFETCH(const QString, suggestion);
    const Result<Target> target = Catalogue().resolve(name);
    QVERIFY(!target.has_value());
    QCOMPARE(target.error().kind, Error::Kind::NotFound);
    QVERIFY(target.error().detail.contains(u'"' + name + u'"'));
    if (!suggestion.isEmpty())
        QVERIFY2(target.error().detail.contains(suggestion), qPrintable(target.error().detail));
}

void TestCatalogue::addressesFromTheEnvironment_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *variable, const char *value, const char *model, const char *address) {
        QTest::addRow("%s=%s", variable, value)
            << QByteArray(variable) << QByteArray(value) << QString::fromLatin1(model) << QString::fromLatin1(address);
    };
    row("OLLAMA_HOST", "0.0.0.0", "ollama/m", "http://127.0.0.1:11434");
    row("OLLAMA_HOST", "0.0.0.0:9999", "ollama/m", "http://127.0.0.1:9999");
    row("OLLAMA_HOST", "host:1234", "ollama/m", "http://host:1234");
    row("OLLAMA_HOST", "myserver", "ollama/m", "http://myserver:11434");
    row("OLLAMA_HOST", "192.168.1.9", "ollama/m", "http://192.168.1.9:11434");
    row("OLLAMA_HOST", "http://myserver:80", "ollama/m", "http://myserver:80");
    row("OLLAMA_HOST", "https://ollama.test", "ollama/m", "https://ollama.test");
    row("OLLAMA_HOST", "[::1]:11434", "ollama/m", "http://[::1]:11434");
    row("OLLAMA_HOST", "  ", "ollama/m", "http://localhost:11434");
    row("OLLAMA_HOST", "ftp://x", "ollama/m", "http://localhost:11434");
    row("OLLAMA_HOST", "not an address", "ollama/m", "http://localhost:11434");
    row("OPENAI_BASE_URL", "https://proxy.test/openai/v1", "gpt-4o-mini", "https://proxy.test/openai/v1");
    row("OPENAI_API_BASE", "http://localhost:4000", "openai/x", "http://localhost:4000");
    row("GEMINI_API_BASE", "proxy.test/v1beta", "gemini/x", "http://proxy.test/v1beta");
}

void TestCatalogue::addressesFromTheEnvironment()
{
    QFETCH(const QByteArray, variable);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, model);
    QFETCH(const QString, address);
    const Variable set(variable.constData(), value);
    const Catalogue catalogue;
    const Result<Target> target = catalogue.resolve(model);
    QVERIFY(target.has_value());
    QCOMPARE(target->service.baseUrl, QUrl(address));
    // What was asked for goes before the environment.
    const QUrl asked(u"https://asked.test/v1"_s);
    QCOMPARE(catalogue.resolve(model, asked)->service.baseUrl, asked);
}

void TestCatalogue::theAddressIsReadEachTime()
{
    Catalogue catalogue;
    catalogue.setListedModels(u"ollama"_s, {ModelInfo {.id = u"m"_s, .service = u"ollama"_s}});
    QVERIFY(catalogue.model(u"ollama", u"m")->free);
    const Variable set("OLLAMA_HOST", "https://ollama.test");
    QVERIFY(!catalogue.model(u"ollama", u"m")->free);
    QVERIFY(!catalogue.models(u"ollama").first().free);
    QVERIFY(!catalogue.resolve(u"ollama/m"_s)->info->free);
    QVERIFY(!catalogue.resolve(u"openai_like/m"_s).has_value());
    QCOMPARE(catalogue.resolve(u"openai_like/m"_s).error().kind, Error::Kind::BadRequest);
}

void TestCatalogue::everyModelStringResolves()
{
    const Catalogue catalogue;
    int bare = 0;
    int all = 0;
    for (const Service &service : catalogue.services()) {
        for (const ModelInfo &model : catalogue.models(service.id)) {
            const QString name = catalogue.modelString(model);
            const Result<Target> target = catalogue.resolve(name);
            QVERIFY2(target.has_value(), qPrintable(name));
            QVERIFY2(target->info && *target->info == model, qPrintable(name));
            QCOMPARE(target->service.id, service.id);
            ++all;
            bare += name == model.id ? 1 : 0;
        }
    }
    QVERIFY(all > 300);
    QVERIFY(bare > 200 && bare < all);
    QCOMPARE(catalogue.modelString(*catalogue.model(u"openai", u"gpt-4o-mini")), u"gpt-4o-mini"_s);
    QCOMPARE(catalogue.modelString(*catalogue.model(u"demo", u"swift")), u"demo/swift"_s);
    QCOMPARE(
        catalogue.modelString(*catalogue.model(u"openrouter", u"openrouter/auto")), u"openrouter/openrouter/auto"_s);
}

// Also with listings that take names from each other.
void TestCatalogue::everyListedModelStringResolves()
{
    Catalogue catalogue;
    for (const QString &service : {u"groq"_s, u"openrouter"_s, u"ollama"_s, u"lm_studio"_s}) {
        QList<ModelInfo> listed;
        for (const QString &id : {u"gpt-4o-mini"_s, u"shared"_s, u"openai/shared"_s, u"acme/x"_s, u"ollama"_s,
                 u"ollama/ollama"_s, u"a/b/c"_s, QString(service + u"/own"_s), u"own"_s})
            listed += ModelInfo {.id = id, .service = service, .capabilitiesKnown = false};
        catalogue.setListedModels(service, listed);
    }
    for (const QString &service : {u"groq"_s, u"openrouter"_s, u"ollama"_s, u"lm_studio"_s}) {
        for (const ModelInfo &model : catalogue.models(service)) {
            const QString name = catalogue.modelString(model);
            const Result<Target> target = catalogue.resolve(name);
            QVERIFY2(target.has_value(), qPrintable(name));
            QCOMPARE(target->service.id, service);
            QCOMPARE(target->model, model.id);
        }
    }
}

void TestCatalogue::services()
{
    const Catalogue catalogue;
    QVERIFY(catalogue.services().size() >= 15);
    QCOMPARE(catalogue.service(u"together_ai"), catalogue.service(u"together"));
    QCOMPARE(catalogue.service(u"together")->id, u"together"_s);
    QVERIFY(!catalogue.service(u"nobody"));
    QVERIFY(!catalogue.service(u""));
    QVERIFY(catalogue.models(u"nobody").isEmpty());
    QVERIFY(!catalogue.model(u"nobody", u"x").has_value());
    QVERIFY(!catalogue.model(u"openai", u"").has_value());
    QCOMPARE(catalogue.models(u"together_ai").size(), catalogue.models(u"together").size());
    for (const ModelInfo &model : catalogue.models(u"demo"))
        QVERIFY(model.demo);
}

void TestCatalogue::listedModels()
{
    Catalogue catalogue;
    QSignalSpy changed(&catalogue, &Catalogue::modelsChanged);
    const qsizetype before = catalogue.models(u"openai").size();
    const ModelInfo known = *catalogue.model(u"openai", u"gpt-4o-mini");
    Price dearer;
    dearer.input = UnitPrice::fromAtto(7);
    catalogue.setListedModels(u"openai"_s,
        {ModelInfo {.id = u"gpt-4o-mini"_s,
             .service = u"openai"_s,
             .label = u"Mini"_s,
             .contextTokens = 5,
             .capabilitiesKnown = false,
             .price = dearer},
            ModelInfo {.id = u"gpt-new"_s, .label = u"New"_s, .capabilitiesKnown = false}});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toString(), u"openai"_s);
    QCOMPARE(catalogue.models(u"openai").size(), before + 1);
    // What is newer, and what only we know.
    const ModelInfo merged = *catalogue.model(u"openai", u"gpt-4o-mini");
    QCOMPARE(merged.contextTokens, 5);
    QCOMPARE(merged.maxOutputTokens, known.maxOutputTokens);
    QVERIFY(merged.price == dearer);
    QVERIFY(merged.capabilitiesKnown && merged.capabilities == known.capabilities);
    const ModelInfo fresh = *catalogue.model(u"openai", u"gpt-new");
    QCOMPARE(fresh.service, u"openai"_s);
    QCOMPARE(fresh.label, u"New"_s);
    QVERIFY(!fresh.capabilitiesKnown && !fresh.price && !fresh.free);
    QCOMPARE(catalogue.resolve(u"gpt-new"_s)->service.id, u"openai"_s);
}

void TestCatalogue::listingsReplaceEachOther()
{
    Catalogue catalogue;
    const auto list = [&](const QStringList &ids) {
        QList<ModelInfo> models;
        for (const QString &id : ids)
            models += ModelInfo {.id = id, .service = u"ollama"_s};
        catalogue.setListedModels(u"ollama"_s, models);
    };
    list({u"a"_s, u"b"_s});
    QCOMPARE(catalogue.models(u"ollama").size(), 2);
    QVERIFY(catalogue.resolve(u"b"_s).has_value());
    list({u"c"_s, u"c"_s});
    QCOMPARE(catalogue.models(u"ollama").size(), 1);
    QVERIFY(!catalogue.resolve(u"b"_s).has_value());
    QVERIFY(catalogue.resolve(u"c"_s).has_value());
    list({});
    QVERIFY(catalogue.models(u"ollama").isEmpty());
    QVERIFY(!catalogue.resolve(u"c"_s).has_value());
}

void TestCatalogue::aListedNameHasAnOwner()
{
    Catalogue catalogue;
    const ModelInfo shared {.id = u"shared"_s, .capabilitiesKnown = false};
    catalogue.setListedModels(u"ollama"_s, {shared});
    QCOMPARE(catalogue.resolve(u"shared"_s)->service.id, u"ollama"_s);
    catalogue.setListedModels(u"groq"_s, {shared}); // stands before it
    QCOMPARE(catalogue.resolve(u"shared"_s)->service.id, u"groq"_s);
    QCOMPARE(catalogue.modelString(*catalogue.model(u"ollama", u"shared")), u"ollama/shared"_s);
    QCOMPARE(catalogue.modelString(*catalogue.model(u"groq", u"shared")), u"shared"_s);
    catalogue.setListedModels(u"demo"_s, {ModelInfo {.id = u"only-demo"_s}});
    QVERIFY(!catalogue.resolve(u"only-demo"_s).has_value());
}

void TestCatalogue::localModelsAreFree()
{
    const Catalogue catalogue;
    QVERIFY(catalogue.resolve(u"ollama/x"_s)->info->free);
    QVERIFY(catalogue.resolve(u"ollama/x"_s, QUrl(u"http://192.168.0.9:11434"_s))->info->free);
    QVERIFY(!catalogue.resolve(u"ollama/x"_s, QUrl(u"https://ollama.test"_s))->info.has_value());
}

// "us.anthropic.x" can do what anthropic.x can; its price is not taken over.
void TestCatalogue::modelsOfSeveralRegions()
{
    Catalogue catalogue;
    Price price;
    price.input = UnitPrice::fromAtto(7);
    const ModelInfo known {
        .id = u"maker.model-v1:0"_s, .contextTokens = 5, .capabilities = ModelInfo::Capability::Tools, .price = price};
    const ModelInfo spread {.id = u"us.maker.model-v1:0"_s, .label = u"Spread"_s, .capabilitiesKnown = false};
    for (const QString &service : {u"bedrock"_s, u"bedrock_invoke"_s, u"openai"_s})
        catalogue.setListedModels(service, {known, spread});
    for (const QString &service : {u"bedrock"_s, u"bedrock_invoke"_s}) {
        for (const QString &prefix : {u"us."_s, u"eu."_s, u"global."_s}) {
            const std::optional<ModelInfo> model = catalogue.model(service, QString(prefix + known.id));
            QVERIFY(model.has_value());
            QCOMPARE(model->id, QString(prefix + known.id));
            QVERIFY(model->capabilitiesKnown && model->can(ModelInfo::Capability::Tools));
            QCOMPARE(model->contextTokens, 5);
            QVERIFY(!model->price);
        }
        QVERIFY(catalogue.model(service, known.id)->price == price);
        QVERIFY(!catalogue.model(service, u"us.maker.other").has_value());
    }
    QVERIFY(!catalogue.model(u"openai", u"us.maker.model-v1:0")->capabilitiesKnown);
    QVERIFY(!catalogue.model(u"openai", u"eu.maker.model-v1:0").has_value());
}

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
