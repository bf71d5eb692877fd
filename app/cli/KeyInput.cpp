// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/KeyInput.h"

#include "app/cli/HiddenInput.h"
#include "app/cli/Terminal.h"
#include "core/routing/Chain.h"
#include "core/secrets/KeyText.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

const QString keyFileOption = u"--api-key-file"_s;

Error wrong(const QString &why)
{
    return badRequest(keyFileOption + u": "_s + why);
}

// The service, which may be empty, and the file.
std::pair<QString, QString> partsOf(const QString &word)
{
    static const QRegularExpression named(u"^([A-Za-z0-9_.-]+)=(.*)$"_s);
    const QRegularExpressionMatch match = named.match(word);
    return match.hasMatch() ? std::pair(match.captured(1), match.captured(2)) : std::pair(QString(), word);
}

QByteArray typedOrPiped(const QString &service)
{
    const HiddenInput hidden;
    const bool asks = Terminal::inputIsTerminal();
    if (asks)
        Terminal().err(u"Key%1 for this run (not shown, end with Enter): "_s.arg(
            service.isEmpty() ? QString() : u" of "_s + service));
    QByteArray text = hidden.readLine(2 * maxKeyBytes + 1);
    if (asks)
        Terminal().err(u"\n"_s);
    return text;
}

// The file's name is not quoted: it may be the key, given where its file should stand.
Result<QByteArray> readFile(const QString &name)
{
    QFile file(name);
    if (!file.open(QFile::ReadOnly))
        return wrong(u"it takes the name of a file, not a key, and there is no such file to read (%1)"_s.arg(
            file.errorString()));
    QByteArray text = file.read(2 * maxKeyBytes + 1);
    if (file.error() != QFile::NoError)
        return wrong(u"the file could not be read: "_s + file.errorString());
    return text;
}

Result<SecretBytes> readKey(const QString &service, const QString &name)
{
    if (name.isEmpty())
        return wrong(u"the name of a file is missing"_s);
    Result<QByteArray> text = name == "-"_L1 ? typedOrPiped(service) : readFile(name);
    if (!text)
        return text.error();
    const SecretBytes raw(std::move(*text)); // wiped
    Result<SecretBytes> key = cleanKey(raw.view());
    return key ? key : wrong(key.error().detail);
}

// The one service of the models.
Result<QString> serviceOf(const QStringList &models, const Catalogue &catalogue, const QUrl &apiBase)
{
    QString found;
    for (const QString &model : models) {
        if (model.startsWith(chainPrefix))
            return wrong(u"a chain may ask several services: give it as SERVICE=FILE"_s);
        const Result<Target> target = catalogue.resolve(model, apiBase);
        if (!target)
            continue; // the call itself says what is wrong with it
        if (!found.isEmpty() && found != target->service.id)
            return wrong(u"the models are of several services: give it as SERVICE=FILE"_s);
        found = target->service.id;
    }
    return found;
}

} // namespace

bool takesInput(const QStringList &files)
{
    return std::any_of(files.begin(), files.end(), [](const QString &word) { return partsOf(word).second == "-"_L1; });
}

Result<QList<GivenKey>> readKeyFiles(const QStringList &files)
{
    const auto fromInput
        = std::count_if(files.begin(), files.end(), [](const QString &word) { return partsOf(word).second == "-"_L1; });
    if (fromInput > 1)
        return wrong(u"standard input can hold one key"_s);
    QList<GivenKey> keys;
    for (const QString &word : files) {
        const auto [service, name] = partsOf(word);
        const Result<SecretBytes> key = readKey(service, name);
        if (!key)
            return key.error();
        keys.append({.service = service, .key = *key});
    }
    return keys;
}

std::optional<Error> assignKeys(
    const QList<GivenKey> &keys, const QStringList &models, const Catalogue &catalogue, CallOptions &options)
{
    for (const GivenKey &given : keys) {
        QString id;
        if (given.service.isEmpty()) {
            const Result<QString> found = serviceOf(models, catalogue, options.apiBase);
            if (!found)
                return found.error();
            id = *found;
        } else if (const Service *service = catalogue.service(given.service)) {
            id = service->id;
        } else {
            return wrong(u"there is no service named \"%1\"; see lineup services"_s.arg(given.service));
        }
        if (options.keys.contains(id))
            return wrong(u"two keys for %1"_s.arg(id));
        options.keys.insert(id, given.key);
    }
    return std::nullopt;
}

} // namespace lineup::cli
