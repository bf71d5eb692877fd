// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

inline double percentile(QList<double> &values, double share)
{
    std::sort(values.begin(), values.end());
    const auto at = static_cast<qsizetype>(static_cast<double>(values.size()) * share);
    return values.isEmpty() ? 0 : values.at(qMin<qsizetype>(values.size() - 1, at));
}

// How long the event loop did not get round: the time between two beats of a timer of one millisecond.
class LoopGaps
{
public:
    LoopGaps()
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] {
            m_gaps.append(static_cast<double>(m_since.nsecsElapsed()) / 1e6);
            m_since.restart();
        });
    }
    void start()
    {
        m_since.start();
        m_beat.start(1);
    }
    void stop() { m_beat.stop(); }
    void print(QTextStream &out)
    {
        out << "gap p50 " << percentile(m_gaps, 0.5) << " p99 " << percentile(m_gaps, 0.99) << " p99.9 "
            << percentile(m_gaps, 0.999) << " max " << (m_gaps.isEmpty() ? 0 : m_gaps.last()) << " ms; "
            << m_gaps.size() << " gaps, over 33 ms: "
            << std::count_if(m_gaps.cbegin(), m_gaps.cend(), [](double gap) { return gap > 33; }) << "\n";
    }

private:
    QTimer m_beat;
    QElapsedTimer m_since;
    QList<double> m_gaps; // ms
};
