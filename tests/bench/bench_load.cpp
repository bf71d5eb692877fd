// SPDX-License-Identifier: GPL-3.0-or-later
// How many instructions it costs to have every model of the catalogue at hand, and to parse the same file with
// QJsonDocument. bench_load ours|qjson COUNT
#include "core/providers/PackedModels.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QResource>

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

qsizetype ours()
{
    const QResource resource(u":/lineup/catalogue/models.packed"_s);
    const auto *data = reinterpret_cast<const char *>(resource.data());
    const Result<PackedModels> table
        = PackedModels::open(QByteArray::fromRawData(data, resource.size()), PackedModels::Check::HeadOnly);
    if (!table)
        return 0;
    QList<ModelInfo> rows;
    rows.reserve(table->size());
    for (qsizetype i = 0; i < table->size(); ++i)
        rows += table->at(i);
    return rows.size();
}

qsizetype parsed()
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/models.json"));
    if (!file.open(QFile::ReadOnly))
        return 0;
    return QJsonDocument::fromJson(file.readAll()).object().value("models"_L1).toArray().size();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const bool bare = std::strcmp(argv[1], "qjson") == 0;
    qsizetype least = 1 << 20;
    for (int i = std::atoi(argv[2]); i > 0; --i)
        least = qMin(least, bare ? parsed() : ours());
    std::printf("%lld models\n", static_cast<long long>(least));
    return least > 1500 && least < (1 << 20) ? 0 : 1;
}
