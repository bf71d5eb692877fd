// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/Bill.h"

#include "core/spend/reports/BillText.h"
#include "core/text/Csv.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr QChar separators[] {u',', u';', u'\t', u'|'};
constexpr qsizetype looked = 200; // lines, to find out what a column is
constexpr int mostOthers = 5;

struct Sheet
{
    QChar separator = u',';
    QList<QStringList> lines; // from the head on
    int firstLine = 1; // of the head
};

// The separator with which most lines have the same number of cells, and more than one.
Sheet sheetOf(const QString &text)
{
    Sheet best;
    qsizetype most = 0;
    for (const QChar separator : separators) {
        const QList<QStringList> lines = readCsv(text, separator);
        QHash<qsizetype, qsizetype> widths;
        for (const QStringList &line : lines.mid(0, looked))
            ++widths[line.size()];
        for (auto width = widths.cbegin(); width != widths.cend(); ++width) {
            if (width.key() < 2 || width.value() * 64 + width.key() <= most)
                continue;
            most = width.value() * 64 + width.key();
            // Above the head there may be lines of comment.
            const auto head
                = std::ranges::find_if(lines, [&](const QStringList &line) { return line.size() == width.key(); });
            best = {.separator = separator,
                .lines = lines.mid(head - lines.cbegin()),
                .firstLine = int(head - lines.cbegin()) + 1};
        }
    }
    return best;
}

QStringList column(const Sheet &sheet, int number)
{
    QStringList cells;
    for (const QStringList &line : sheet.lines.mid(1, looked)) {
        if (const QString cell = line.value(number).simplified(); !cell.isEmpty())
            cells += cell;
    }
    return cells;
}

// All but one in six, or all but one: a sum below the column, a word in it.
bool mostly(const QStringList &cells, const auto &fits)
{
    const auto count = qsizetype(std::ranges::count_if(cells, fits));
    return (count > 0 && count * (mostOthers + 1) >= cells.size() * mostOthers)
        || (count > 1 && count + 1 >= cells.size());
}

bool hasWord(const QString &name, std::initializer_list<QLatin1StringView> words)
{
    return std::ranges::any_of(words, [&](QLatin1StringView word) { return name.contains(word, Qt::CaseInsensitive); });
}

// The best of the columns by what their names say; nothing when two are as good.
std::optional<int> clearest(const QList<int> &columns, const auto &score)
{
    std::optional<int> best;
    int most = 0;
    bool alone = false;
    for (const int number : columns) {
        const int points = score(number);
        if (best && points == most)
            alone = false;
        if (!best || points > most) {
            best = number;
            most = points;
            alone = true;
        }
    }
    return alone ? best : std::nullopt;
}

int dateScore(const QString &name)
{
    const int end = hasWord(name, {"end"_L1, "until"_L1, "created"_L1}) ? -2 : 0;
    if (hasWord(name, {"date"_L1, "day"_L1, "datum"_L1, "fecha"_L1, "jour"_L1}))
        return 4 + end;
    return end + (hasWord(name, {"time"_L1, "start"_L1, "period"_L1, "bucket"_L1, "month"_L1}) ? 2 : 0);
}

int amountScore(const QString &name)
{
    if (hasWord(
            name, {"token"_L1, "count"_L1, "quantity"_L1, "request"_L1, "units"_L1, "id"_L1, "rate"_L1, "balance"_L1}))
        return -4;
    int points = hasWord(name, {"cost"_L1, "amount"_L1, "spend"_L1, "spent"_L1, "charge"_L1, "betrag"_L1, "kosten"_L1})
        ? 4
        : 0;
    points += hasWord(name, {"usd"_L1, "$"_L1, "dollar"_L1, "total"_L1}) ? 1 : 0;
    return points + (points == 0 && hasWord(name, {"price"_L1, "value"_L1, "fee"_L1}) ? 2 : 0);
}

// One text on its way to a Bill.
class BillReader
{
public:
    BillReader(const QString &text, const BillReading &wanted) : m_sheet(sheetOf(text)) { m_bill.reading = wanted; }
    [[nodiscard]] Bill read();

private:
    void findHead();
    void findColumns();
    void findDates();
    void findSign();
    void readLines();
    void readLine(const QStringList &line, int number, int currency);
    [[nodiscard]] QStringList amounts() const { return column(m_sheet, *m_bill.reading.amountColumn); }
    [[nodiscard]] QList<int> columnsOf(const auto &fits) const;

    Sheet m_sheet;
    Bill m_bill;
};

QList<int> BillReader::columnsOf(const auto &fits) const
{
    QList<int> out;
    for (int number = 0; number < m_bill.columns.size(); ++number) {
        if (mostly(column(m_sheet, number), fits))
            out += number;
    }
    return out;
}

// A table without a head begins with figures: then its columns have no names.
void BillReader::findHead()
{
    const QStringList first = m_sheet.lines.value(0);
    const bool figures = std::ranges::any_of(first, [](const QString &cell) {
        return BillText::date(cell, {}).has_value();
    }) && std::ranges::any_of(first, &BillText::isNumber);
    if (figures) {
        m_sheet.lines.prepend(QStringList());
        m_sheet.lines.first().resize(first.size());
        --m_sheet.firstLine;
    }
    m_bill.columns = m_sheet.lines.value(0);
    for (QString &name : m_bill.columns)
        name = name.simplified();
}

void BillReader::findColumns()
{
    BillReading &reading = m_bill.reading;
    const auto name = [this](int number) { return m_bill.columns.at(number); };
    const auto isDate = [](const QString &cell) {
        return BillText::date(cell, BillDates::DayFirst) || BillText::date(cell, BillDates::MonthFirst);
    };
    QList<int> dates = columnsOf(isDate);
    // Eight digits may be a date or a count: a column whose name speaks of an amount is none of dates.
    dates.removeIf([&](int number) { return amountScore(name(number)) > 0; });
    if (!reading.dateColumn)
        reading.dateColumn = clearest(dates, [&](int number) { return dateScore(name(number)); });
    QList<int> amounts = columnsOf(&BillText::isNumber);
    amounts.removeIf([&](int number) { return number == reading.dateColumn || dateScore(name(number)) > 0; });
    if (!reading.amountColumn)
        reading.amountColumn = clearest(amounts, [&](int number) { return amountScore(name(number)); });
    if (!reading.dateColumn)
        m_bill.open += BillQuestion::DateColumn;
    if (!reading.amountColumn)
        m_bill.open += BillQuestion::AmountColumn;
    if (!reading.modelColumn) {
        QList<int> models = columnsOf([](const QString &cell) { return !BillText::isNumber(cell); });
        models.removeIf([&](int number) {
            return number == reading.dateColumn
                || !hasWord(name(number), {"model"_L1, "sku"_L1, "line item"_L1, "line_item"_L1});
        });
        reading.modelColumn
            = clearest(models, [&](int number) { return hasWord(name(number), {"model"_L1}) ? 1 : 0; }).value_or(-1);
    }
    if (!reading.amounts && reading.amountColumn) {
        const QString head = m_bill.columns.value(*reading.amountColumn);
        const bool cents = hasWord(head, {"cent"_L1}) && !hasWord(head, {"percent"_L1});
        reading.amounts = cents ? BillAmounts::Cents : BillAmounts::Dollars;
    }
}

void BillReader::findDates()
{
    if (m_bill.reading.dates || !m_bill.reading.dateColumn)
        return;
    bool dayFirst = false;
    bool monthFirst = false;
    bool either = false;
    for (const QString &cell : column(m_sheet, *m_bill.reading.dateColumn)) {
        const auto parts = BillText::ambiguousParts(cell);
        if (!parts)
            continue;
        dayFirst = dayFirst || parts->first > 12;
        monthFirst = monthFirst || parts->second > 12;
        either = either || parts->first != parts->second;
    }
    if (dayFirst != monthFirst)
        m_bill.reading.dates = dayFirst ? BillDates::DayFirst : BillDates::MonthFirst;
    else if (either || dayFirst)
        m_bill.open += BillQuestion::Dates;
    else
        m_bill.reading.dates = BillDates::YearFirst;
}

void BillReader::findSign()
{
    if (m_bill.reading.decimalSign || !m_bill.reading.amountColumn)
        return;
    bool dot = false;
    bool comma = false;
    bool any = false;
    bool anyComma = false;
    for (const QString &cell : amounts()) {
        const std::optional<QChar> shown = BillText::shownDecimalSign(cell);
        dot = dot || shown == u'.';
        comma = comma || shown == u',';
        any = any || BillText::hasSign(cell);
        anyComma = anyComma || cell.contains(u',');
    }
    // Where cells end at commas, a dot in an amount is no sign between thousands: that would have been the comma.
    const bool byCommas = m_sheet.separator == u',' && !anyComma;
    if (dot != comma)
        m_bill.reading.decimalSign = dot ? u'.' : u',';
    else if (!any || (!dot && byCommas))
        m_bill.reading.decimalSign = u'.';
    else
        m_bill.open += BillQuestion::DecimalSign;
}

void BillReader::readLine(const QStringList &line, int number, int currency)
{
    const BillReading &reading = m_bill.reading;
    const QString amountCell = line.value(*reading.amountColumn).simplified();
    const QString dateCell = line.value(*reading.dateColumn).simplified();
    const QString other = BillText::otherCurrency(currency >= 0 ? line.value(currency) : amountCell);
    const std::optional<QDate> day = BillText::date(dateCell, reading.dates);
    if (amountCell.isEmpty() || (!day && (dateCell.isEmpty() || hasWord(dateCell, {"total"_L1, "sum"_L1})))) {
        ++m_bill.empty;
        return;
    }
    if (!other.isEmpty()) {
        m_bill.problems += BillProblem {.kind = BillProblem::Kind::Currency, .line = number, .text = other};
        return;
    }
    std::optional<Money> amount = BillText::amount(amountCell, *reading.decimalSign);
    if (!day || !amount) {
        m_bill.problems += BillProblem {.kind = day ? BillProblem::Kind::Amount : BillProblem::Kind::Date,
            .line = number,
            .text = day ? amountCell : dateCell};
        return;
    }
    if (reading.amounts == BillAmounts::Cents)
        amount = Money::fromNano((amount->nano() + (amount->nano() < 0 ? -50 : 50)) / 100);
    m_bill.lines += BillLine {.day = *day,
        .amount = *amount,
        .model = *reading.modelColumn >= 0 ? line.value(*reading.modelColumn).simplified() : QString()};
}

void BillReader::readLines()
{
    int currency = -1;
    for (int number = 0; number < m_bill.columns.size(); ++number) {
        if (m_bill.columns.at(number).contains(u"currency", Qt::CaseInsensitive))
            currency = number;
    }
    for (qsizetype row = 1; row < m_sheet.lines.size(); ++row)
        readLine(m_sheet.lines.at(row), m_sheet.firstLine + int(row), currency);
}

Bill BillReader::read()
{
    if (m_sheet.lines.isEmpty())
        return m_bill;
    findHead();
    findColumns();
    findDates();
    findSign();
    if (m_bill.open.isEmpty())
        readLines();
    return m_bill;
}

} // namespace

Money Bill::total() const
{
    Money sum;
    for (const BillLine &line : lines)
        sum += line.amount;
    return sum;
}

Bill readBill(const QString &text, const BillReading &wanted)
{
    return BillReader(text, wanted).read();
}

} // namespace lineup
