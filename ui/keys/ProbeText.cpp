// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/ProbeText.h"

#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

QString ProbeText::stageName(ProbeStage::Step step)
{
    switch (step) {
    case ProbeStage::Step::Name:
        return tr("Name");
    case ProbeStage::Step::Connect:
        return tr("Connection");
    case ProbeStage::Step::Tls:
        return tr("Encryption");
    case ProbeStage::Step::Key:
        return tr("Key");
    case ProbeStage::Step::Models:
        return tr("Models");
    }
    return {};
}

QString ProbeText::stageLine(const ProbeStage &stage)
{
    if (stage.outcome == ProbeStage::Outcome::Failed)
        return tr("failed");
    if (stage.outcome == ProbeStage::Outcome::Unproven)
        return tr("not asked for · is checked at the first call");
    const QString took = Format::duration(stage.took);
    if (stage.step == ProbeStage::Step::Models)
        return tr("%n model(s)", nullptr, stage.models);
    if (stage.step == ProbeStage::Step::Key)
        return tr("accepted · %1").arg(took);
    return tr("done · %1").arg(took);
}

QString ProbeText::failure(const ProbeStage &stage, const Service &service)
{
    const Error error = stage.error.value_or(Error());
    const QString host = service.baseUrl.host();
    if (error.code == "name"_L1)
        return tr("No server has the name %1. Check the address and your connection.").arg(host);
    if (error.code == "refused"_L1 && service.local)
        return tr("Nothing listens at %1. Start %2, then test again.").arg(service.baseUrl.authority(), service.label);
    if (error.code == "refused"_L1)
        return tr("Nothing listens at %1. Check the address and its port.").arg(service.baseUrl.authority());
    if (error.code == "proxy"_L1)
        return tr("The proxy of this computer did not let the connection through. Check its settings.");
    if (error.code == "tls"_L1) {
        return tr("%1 could not prove who it is. A proxy or a virus scanner may be reading along, the clock of this "
                  "computer may be wrong, or the address needs http.")
            .arg(host);
    }
    if (error.code == "redirect"_L1)
        return tr("The server sends us to another address, where your key does not go. Enter that address instead.");
    if (stage.step == ProbeStage::Step::Key && error.kind == Error::Kind::Auth)
        return tr("%1 rejects the key. Check that it is whole and not revoked, or get a new one.").arg(service.label);
    if (stage.step == ProbeStage::Step::Key && error.kind == Error::Kind::NotFound)
        return tr("There is no list of models at %1. A missing or doubled /v1 is the usual cause.")
            .arg(service.baseUrl.toString());
    if (stage.step == ProbeStage::Step::Models)
        return tr("The answer is no list of models. Check that the address is that of the service's API.");
    const ErrorSentence sentence = errorSentence(error, service.label);
    return sentence.todo.isEmpty() ? sentence.what : QString(sentence.what + u' ' + sentence.todo);
}

QString ProbeText::vaultFailure(const Error &error, const QString &storageName)
{
    const QString name = storageName.isEmpty() ? tr("The keychain") : storageName;
    if (error.kind == Error::Kind::BadRequest)
        return tr("This cannot be a key: a key is one word of letters, digits and signs.");
    if (error.code == "locked"_L1)
        return tr("%1 is locked. Unlock it, or keep the key for this session only.").arg(name);
    if (error.code == "denied"_L1)
        return tr("%1 refuses Lineup. Allow it there, or keep the key for this session only.").arg(name);
    if (error.code == "absent"_L1)
        return tr("There is no keychain. Keep the key for this session only, or set it in the environment.");
    if (error.code == "timeout"_L1)
        return tr("%1 does not answer. Try again, or keep the key for this session only.").arg(name);
    return tr("%1 could not do this: %2").arg(name, error.detail);
}

} // namespace lineup::ui
