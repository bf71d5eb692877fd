<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BudgetText</name>
    <message numerus="yes">
        <source>%1 token(s)</source>
        <translation>
            <numerusform>%1 token</numerusform>
            <numerusform>%1 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 request</numerusform>
            <numerusform>%1 requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>any %n day(s) in a row</source>
        <translation>
            <numerusform>any %n day in a row</numerusform>
            <numerusform>any %n days in a row</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in any %n day(s) in a row</source>
        <translation>
            <numerusform>in any %n day in a row</numerusform>
            <numerusform>in any %n days in a row</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) without a known cost</source>
        <translation>
            <numerusform>%n call without a known cost</numerusform>
            <numerusform>%n calls without a known cost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n period(s)</source>
        <translation>
            <numerusform>%n period</numerusform>
            <numerusform>%n periods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 call(s)</source>
        <translation>
            <numerusform>%1 call</numerusform>
            <numerusform>%1 calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CallLineText</name>
    <message numerus="yes">
        <source>%1, after %n attempts</source>
        <translation>
            <numerusform>%1, after %n attempt</numerusform>
            <numerusform>%1, after %n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChainText</name>
    <message numerus="yes">
        <source>%n kind(s) of error</source>
        <translation>
            <numerusform>%n kind of error</numerusform>
            <numerusform>%n kinds of error</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartData</name>
    <message numerus="yes">
        <source>Other (%n)</source>
        <comment>how many</comment>
        <translation>
            <numerusform>Other (%n)</numerusform>
            <numerusform>Other (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryText</name>
    <message numerus="yes">
        <source>%Ln calls are written to %1.</source>
        <translation>
            <numerusform>%Ln call is written to %1.</numerusform>
            <numerusform>%Ln calls are written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls are new.</source>
        <translation>
            <numerusform>%Ln call is new.</numerusform>
            <numerusform>%Ln calls are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>%Ln was there already.</numerusform>
            <numerusform>%Ln were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are left out: their days are kept as sums only.</source>
        <translation>
            <numerusform>%Ln is left out: its day is kept as sums only.</numerusform>
            <numerusform>%Ln are left out: their days are kept as sums only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls were taken away; the sums of their days stay. Compact makes the file smaller.</source>
        <translation>
            <numerusform>%Ln call was taken away; the sums of its day stay. Compact makes the file smaller.</numerusform>
            <numerusform>%Ln calls were taken away; the sums of their days stay. Compact makes the file smaller.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The history is sound: the sums of %Ln days are those of their calls.</source>
        <translation>
            <numerusform>The history is sound: the sums of %Ln day are those of its calls.</numerusform>
            <numerusform>The history is sound: the sums of %Ln days are those of their calls.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days have wrong sums: %1.</source>
        <translation>
            <numerusform>%Ln day has wrong sums: %1.</numerusform>
            <numerusform>%Ln days have wrong sums: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln months have wrong sums: %1.</source>
        <translation>
            <numerusform>%Ln month has wrong sums: %1.</numerusform>
            <numerusform>%Ln months have wrong sums: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong sums were counted anew from the calls.</source>
        <translation>
            <numerusform>%Ln wrong sum was counted anew from the calls.</numerusform>
            <numerusform>%Ln wrong sums were counted anew from the calls.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln older days the sums.</source>
        <translation>
            <numerusform>Of %Ln older day the sums.</numerusform>
            <numerusform>Of %Ln older days the sums.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln older days the sums are new.</source>
        <translation>
            <numerusform>Of %Ln older day the sums are new.</numerusform>
            <numerusform>Of %Ln older days the sums are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sums of %Ln days are left out: they may hold calls that are here already.</source>
        <translation>
            <numerusform>The sums of %Ln day are left out: they may hold calls that are here already.</numerusform>
            <numerusform>The sums of %Ln days are left out: they may hold calls that are here already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MetricsText</name>
    <message numerus="yes">
        <source>About %1 for %n model(s), if answers are as long as the earlier ones, or %2 tokens.</source>
        <translation>
            <numerusform>About %1 for %n model, if answers are as long as the earlier ones, or %2 tokens.</numerusform>
            <numerusform>About %1 for %n models, if answers are as long as the earlier ones, or %2 tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No upper limit is known for %n model(s): set max tokens to have one.</source>
        <translation>
            <numerusform>No upper limit is known for %n model: set max tokens to have one.</numerusform>
            <numerusform>No upper limit is known for %n models: set max tokens to have one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Price unknown for %n model(s): not in the sum.</source>
        <translation>
            <numerusform>Price unknown for %n model: not in the sum.</numerusform>
            <numerusform>Price unknown for %n models: not in the sum.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) cost nothing.</source>
        <translation>
            <numerusform>%n model costs nothing.</numerusform>
            <numerusform>%n models cost nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n demo model(s): recorded answers, nothing is sent.</source>
        <translation>
            <numerusform>%n demo model: recorded answers, nothing is sent.</numerusform>
            <numerusform>%n demo models: recorded answers, nothing is sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaneText</name>
    <message numerus="yes">
        <source>%n parameter(s) changed</source>
        <translation>
            <numerusform>%n parameter changed</numerusform>
            <numerusform>%n parameters changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n token(s)</source>
        <translation>
            <numerusform>%1, %n token</numerusform>
            <numerusform>%1, %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProbeText</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReconcileText</name>
    <message numerus="yes">
        <source>%Ln calls in the ledger have no known cost. Give their models a price, and they count.</source>
        <translation>
            <numerusform>%Ln call in the ledger has no known cost. Give its model a price, and it counts.</numerusform>
            <numerusform>%Ln calls in the ledger have no known cost. Give their models a price, and they count.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are billed on %Ln days on which nothing was called from here: traffic outside of Lineup.</source>
        <translation>
            <numerusform>%1 are billed on %Ln day on which nothing was called from here: traffic outside of Lineup.</numerusform>
            <numerusform>%1 are billed on %Ln days on which nothing was called from here: traffic outside of Lineup.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of calls are on %Ln days that the bill has nothing of: it may not be complete yet.</source>
        <translation>
            <numerusform>%1 of calls are on %Ln day that the bill has nothing of: it may not be complete yet.</numerusform>
            <numerusform>%1 of calls are on %Ln days that the bill has nothing of: it may not be complete yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines read</source>
        <translation>
            <numerusform>%Ln line read</numerusform>
            <numerusform>%Ln lines read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without an amount of a day</source>
        <translation>
            <numerusform>%Ln without an amount of a day</numerusform>
            <numerusform>%Ln without an amount of a day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out (%1)</source>
        <translation>
            <numerusform>%Ln left out (%1)</numerusform>
            <numerusform>%Ln left out (%1)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::AnswerView</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n token(s)</source>
        <translation>
            <numerusform>about %n token</numerusform>
            <numerusform>about %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::BarChart</name>
    <message numerus="yes">
        <source>%n bars. The arrow keys go from one to the next, Enter looks closer. The same is there as a table.</source>
        <translation>
            <numerusform>%n bar. The arrow keys go to it, Enter looks closer. The same is there as a table.</numerusform>
            <numerusform>%n bars. The arrow keys go from one to the next, Enter looks closer. The same is there as a table.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::BudgetEditor</name>
    <message numerus="yes">
        <source>and %n earlier one(s)</source>
        <translation>
            <numerusform>and %n earlier one</numerusform>
            <numerusform>and %n earlier ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::BudgetSummary</name>
    <message numerus="yes">
        <source>%n call(s) without a known cost</source>
        <translation>
            <numerusform>%n call without a known cost</numerusform>
            <numerusform>%n calls without a known cost</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::CallsTab</name>
    <message numerus="yes">
        <source>%Ln calls</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new calls</source>
        <translation>
            <numerusform>%Ln new call</numerusform>
            <numerusform>%Ln new calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls written to %1</source>
        <translation>
            <numerusform>%Ln call written to %1</numerusform>
            <numerusform>%Ln calls written to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempts without a known price are not in it.</source>
        <translation>
            <numerusform>%Ln attempt without a known price is not in it.</numerusform>
            <numerusform>%Ln attempts without a known price are not in it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::CatalogueDialog</name>
    <message numerus="yes">
        <source>%n new models</source>
        <translation>
            <numerusform>%n new model</numerusform>
            <numerusform>%n new models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with another price</source>
        <translation>
            <numerusform>%n with another price</numerusform>
            <numerusform>%n with another price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with other details</source>
        <translation>
            <numerusform>%n with other details</numerusform>
            <numerusform>%n with other details</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n as before</source>
        <translation>
            <numerusform>%n as before</numerusform>
            <numerusform>%n as before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that the table does not have stay</source>
        <translation>
            <numerusform>%n that the table does not have stays</numerusform>
            <numerusform>%n that the table does not have stay</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows that make no sense are left out</source>
        <translation>
            <numerusform>%n row that makes no sense is left out</numerusform>
            <numerusform>%n rows that make no sense are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n imported models lie over the built-in ones.</source>
        <translation>
            <numerusform>%n imported model lies over the built-in ones.</numerusform>
            <numerusform>%n imported models lie over the built-in ones.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %n &amp;doubtful prices too, which are more likely slips</source>
        <translation>
            <numerusform>Take %n &amp;doubtful price too, which is more likely a slip</numerusform>
            <numerusform>Take %n &amp;doubtful prices too, which are more likely slips</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::ChainListModel</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::ChainStepsModel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::CorrectionsView</name>
    <message numerus="yes">
        <source>%Ln attempts have another cost now.</source>
        <translation>
            <numerusform>%Ln attempt has another cost now.</numerusform>
            <numerusform>%Ln attempts have another cost now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them had no known cost</source>
        <translation>
            <numerusform>%Ln of them had no known cost</numerusform>
            <numerusform>%Ln of them had no known cost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempts would cost %1 instead of %2.</source>
        <translation>
            <numerusform>%Ln attempt would cost %1 instead of %2.</numerusform>
            <numerusform>%Ln attempts would cost %1 instead of %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempts would cost %1; before, %2 of that was known.</source>
        <translation>
            <numerusform>%Ln attempt would cost %1; before, %2 of that was known.</numerusform>
            <numerusform>%Ln attempts would cost %1; before, %2 of that was known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::HistoryChart</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them refused</source>
        <translation>
            <numerusform>%n of them refused</numerusform>
            <numerusform>%n of them refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::KeepForm</name>
    <message numerus="yes">
        <source>days</source>
        <comment>after a number in a field</comment>
        <translation>
            <numerusform>day</numerusform>
            <numerusform>days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::KeyOffer</name>
    <message numerus="yes">
        <source>These look like %n key(s): %1.</source>
        <translation>
            <numerusform>This looks like a key: %1.</numerusform>
            <numerusform>These look like %n keys: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::KeysPage</name>
    <message numerus="yes">
        <source>%n model(s) of %1 can be used</source>
        <translation>
            <numerusform>%n model of %1 can be used</numerusform>
            <numerusform>%n models of %1 can be used</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n calls are still running.</source>
        <translation>
            <numerusform>%n call is still running.</numerusform>
            <numerusform>%n calls are still running.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::ModelTreeModel</name>
    <message numerus="yes">
        <source>%1, %n model(s)</source>
        <translation>
            <numerusform>%1, %n model</numerusform>
            <numerusform>%1, %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::MonthButton</name>
    <message numerus="yes">
        <source>%n unpriced</source>
        <translation>
            <numerusform>%n unpriced</numerusform>
            <numerusform>%n unpriced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::OverviewTab</name>
    <message numerus="yes">
        <source>%n more days stand out.</source>
        <translation>
            <numerusform>%n more day stands out.</numerusform>
            <numerusform>%n more days stand out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::RangeDialog</name>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::SimulatorPanel</name>
    <message numerus="yes">
        <source>%n test(s) end otherwise now.</source>
        <translation>
            <numerusform>%n test ends otherwise now.</numerusform>
            <numerusform>%n tests end otherwise now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::SpendPage</name>
    <message numerus="yes">
        <source>%Ln unpriced</source>
        <translation>
            <numerusform>%Ln unpriced</numerusform>
            <numerusform>%Ln unpriced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls without a known price, in no sum. Show them by model.</source>
        <translation>
            <numerusform>%Ln call without a known price, in no sum. Show it by model.</numerusform>
            <numerusform>%Ln calls without a known price, in no sum. Show them by model.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::StartPanel</name>
    <message numerus="yes">
        <source>Found on this computer with %n model(s). Free, and nothing leaves it.</source>
        <translation>
            <numerusform>Found on this computer with %n model. Free, and nothing leaves it.</numerusform>
            <numerusform>Found on this computer with %n models. Free, and nothing leaves it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::StatusStrip</name>
    <message numerus="yes">
        <source>%n unpriced</source>
        <translation>
            <numerusform>%n unpriced</numerusform>
            <numerusform>%n unpriced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::SuggestionBar</name>
    <message numerus="yes">
        <source>%1 runs on this computer, with %n model(s).</source>
        <translation>
            <numerusform>%1 runs on this computer, with %n model.</numerusform>
            <numerusform>%1 runs on this computer, with %n models.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::TopList</name>
    <message numerus="yes">
        <source>%1, %Ln calls</source>
        <translation>
            <numerusform>%1, %Ln call</numerusform>
            <numerusform>%1, %Ln calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineup::ui::WhatIfTab</name>
    <message numerus="yes">
        <source>%Ln calls and retries are compared, each with the tokens that it used, those from caches at the other model&apos;s price for them.</source>
        <translation>
            <numerusform>%Ln call is compared, with the tokens that it used, those from caches at the other model&apos;s price for them.</numerusform>
            <numerusform>%Ln calls and retries are compared, each with the tokens that it used, those from caches at the other model&apos;s price for them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are left out of both sums: what they used or cost is not known.</source>
        <translation>
            <numerusform>%Ln is left out of both sums: what it used or cost is not known.</numerusform>
            <numerusform>%Ln are left out of both sums: what they used or cost is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are left out of both sums: they are too long for that model.</source>
        <translation>
            <numerusform>%Ln is left out of both sums: it is too long for that model.</numerusform>
            <numerusform>%Ln are left out of both sums: they are too long for that model.</numerusform>
        </translation>
    </message>
</context>
</TS>
