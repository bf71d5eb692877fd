// SPDX-License-Identifier: GPL-3.0-or-later
// What a service lists, joined with what the catalogue knows.
#include "core/providers/Catalogue.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

std::optional<UnitPrice> million(const char *text)
{
    return UnitPrice::fromDecimalPerMillion(QString::fromLatin1(text));
}

ModelInfo listed(const QString &id)
{
    return {.id = id, .service = u"openai"_s, .capabilitiesKnown = false};
}

ModelInfo after(const ModelInfo &listing, const QString &id = {})
{
    Catalogue catalogue;
    catalogue.setListedModels(u"openai"_s, {listing});
    return catalogue.model(u"openai", id.isEmpty() ? listing.id : id).value_or(ModelInfo());
}

} // namespace

class TestCatalogueListing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBareListingTakesNothingAway()
    {
        const ModelInfo before = Catalogue().model(u"openai", u"gpt-4o-mini").value();
        QVERIFY(after(listed(u"gpt-4o-mini"_s)) == before);
        QVERIFY(!before.listingOnly && before.capabilitiesKnown && before.price);
    }

    void aListedPriceOfTheSameHeightKeepsTheRest()
    {
        ModelInfo model = listed(u"gpt-4o-mini"_s);
        model.price = Price {.input = million("0.15"), .output = million("0.6"), .asOf = QDate(2026, 11, 20)};
        const ModelInfo joined = after(model);
        QVERIFY(joined.price->cacheRead == million("0.075"));
        QVERIFY(joined.price == Catalogue().model(u"openai", u"gpt-4o-mini")->price); // nothing new in it
    }

    void anotherListedPriceIsNewer()
    {
        ModelInfo model = listed(u"gpt-4o-mini"_s);
        model.price = Price {.input = million("0.2"), .output = million("0.6")};
        const ModelInfo joined = after(model);
        QVERIFY(joined.price->input == million("0.2"));
        QVERIFY(!joined.price->cacheRead && joined.price->levels.isEmpty()); // those belonged to the old one
        QVERIFY(joined.can(ModelInfo::Capability::Tools));
    }

    void listedLimitsAreNewerAndCapabilitiesOurs()
    {
        ModelInfo model = listed(u"gpt-5"_s);
        model.contextTokens = 123'456;
        model.capabilities = ModelInfo::Capability::AudioIn;
        model.capabilitiesKnown = true;
        const ModelInfo joined = after(model);
        QCOMPARE(joined.contextTokens, 123'456);
        QVERIFY(joined.can(ModelInfo::Capability::NoTemperature) && !joined.can(ModelInfo::Capability::AudioIn));
    }

    void aVersionOfItsOwnHasItsRow()
    {
        const ModelInfo joined = after(listed(u"gpt-4o-2024-05-13"_s));
        QVERIFY(!joined.listingOnly);
        QVERIFY(joined.price->input == million("5")); // gpt-4o itself costs 2.5
    }

    // A dated version without a row is of the same make, but may have another price.
    void anotherVersionFindsTheModel()
    {
        const ModelInfo joined = after(listed(u"gpt-4o-2031-01-31"_s));
        QCOMPARE(joined.id, u"gpt-4o-2031-01-31"_s);
        QVERIFY(joined.listingOnly && joined.capabilitiesKnown && joined.can(ModelInfo::Capability::Vision));
        QCOMPARE(joined.contextTokens, 128'000);
        QVERIFY(!joined.price && !joined.free);
        const Catalogue catalogue;
        const ModelInfo named = catalogue.model(u"anthropic", u"claude-sonnet-4-6@20310131").value();
        QVERIFY(named.can(ModelInfo::Capability::AdaptiveThinking) && !named.price);
        QVERIFY(!catalogue.model(u"openai", u"gpt-nobody-2031-01-31"));
    }

    // What it is called says nothing of what runs there.
    void aDeploymentIsWhatItRuns()
    {
        Catalogue catalogue;
        const auto deployment = [](const QString &id, const QString &base) {
            return ModelInfo {.id = id, .service = u"azure"_s, .base = base, .capabilitiesKnown = false};
        };
        const qsizetype before = catalogue.models(u"azure").size();
        QVERIFY(catalogue.model(u"azure", u"gpt-4")->price);
        catalogue.setListedModels(u"azure"_s,
            {deployment(u"team-chat"_s, u"o3-mini"_s), deployment(u"gpt-4"_s, u"gpt-4o"_s),
                deployment(u"unheard"_s, u"model-of-tomorrow"_s)});
        QCOMPARE(catalogue.models(u"azure").size(), before + 2);
        const ModelInfo chat = catalogue.model(u"azure", u"team-chat").value();
        QVERIFY(chat.can(ModelInfo::Capability::NoTemperature) && chat.capabilitiesKnown && !chat.price);
        QCOMPARE(chat.base, u"o3-mini"_s);
        const ModelInfo four = catalogue.model(u"azure", u"gpt-4").value();
        QVERIFY(four.can(ModelInfo::Capability::Vision) && !four.price); // not the price of the model of that name
        const ModelInfo unheard = catalogue.model(u"azure", u"unheard").value();
        QVERIFY(unheard.listingOnly && !unheard.capabilitiesKnown && !unheard.price);
    }

    void prefixedNamesFindTheirRow()
    {
        Catalogue catalogue;
        catalogue.setListedModels(
            u"gemini"_s, {{.id = u"models/gemini-2.5-pro"_s, .service = u"gemini"_s, .capabilitiesKnown = false}});
        for (const QString &id : {u"models/gemini-2.5-pro"_s, u"gemini/gemini-2.5-pro"_s}) {
            const ModelInfo model = catalogue.model(u"gemini", id).value();
            QCOMPARE(model.id, id); // sent as it was given
            QVERIFY(!model.listingOnly && model.price->input == million("1.25"));
        }
    }

    void aModelThatOnlyTheListingNamesIsMarked()
    {
        const ModelInfo model = after(listed(u"of-tomorrow"_s));
        QVERIFY(model.listingOnly && !model.capabilitiesKnown && !model.price && !model.free);
    }

    void ownersAreFoundAmongTablesAndListings()
    {
        Catalogue catalogue;
        QCOMPARE(catalogue.resolve(u"claude-opus-4-7"_s)->service.id, u"anthropic"_s);
        catalogue.setListedModels(u"groq"_s, {{.id = u"only-here"_s, .service = u"groq"_s}});
        QCOMPARE(catalogue.resolve(u"only-here"_s)->service.id, u"groq"_s);
        catalogue.setListedModels(u"groq"_s, {});
        QVERIFY(!catalogue.resolve(u"only-here"_s).has_value());
    }
};

QTEST_GUILESS_MAIN(TestCatalogueListing)
#include "tst_catalogue_listing.moc"
