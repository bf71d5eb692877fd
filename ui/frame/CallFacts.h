// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/CallDetails.h"

#include <QCoreApplication>

namespace lineup::ui {

// What the inspector says of a call, as headings with lines of name and value. Pure functions.
class CallFacts
{
    Q_DECLARE_TR_FUNCTIONS(CallFacts)
public:
    using Line = std::pair<QString, QString>; // name and value; a value alone has no name
    struct Section
    {
        QString title;
        QList<Line> lines;
    };
    [[nodiscard]] static QList<Section> sections(const CallDetails &call);
    [[nodiscard]] static QString plainText(const QList<Section> &sections); // for the clipboard

    // As they went over the wire, but for the key. Empty when they are not known.
    [[nodiscard]] static QString requestText(const Exchange &exchange);
    [[nodiscard]] static QString answerText(const Exchange &exchange);
    // With line ends put into long lines: a text widget takes seconds for one line of a megabyte.
    [[nodiscard]] static QString broken(const QString &text);

private:
    [[nodiscard]] static Section ofCall(const CallRecord &record);
    [[nodiscard]] static Section ofAttempt(const AttemptRecord &attempt, int number);
    [[nodiscard]] static QList<Line> bothCosts(const AttemptRecord &attempt);
    [[nodiscard]] static Section ofPrice(const AttemptRecord &attempt, const std::optional<ModelInfo> &info, bool kept);
};

} // namespace lineup::ui
