// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/PriceEditing.h"

#include "ui/widgets/PriceDialog.h"

namespace lineup::ui {

void openPriceDialog(
    Catalogue &catalogue, const Clock &clock, const QString &service, const QString &model, QWidget *parent)
{
    const std::optional<ModelInfo> info = catalogue.model(service, model);
    auto *dialog
        = new PriceDialog(service + u'/' + model, info ? info->price : std::nullopt, info && info->ownPrice, parent);
    const auto end = [dialog](const Result<bool> &done) {
        if (done)
            dialog->accept();
        else
            dialog->setProblem(done.error().detail);
    };
    QObject::connect(dialog, &PriceDialog::priceChosen, dialog, [&catalogue, &clock, service, model, end](Price price) {
        price.asOf = clock.now().date();
        end(catalogue.saveOwnPrice(service, model, price));
    });
    QObject::connect(dialog, &PriceDialog::removalChosen, dialog,
        [&catalogue, service, model, end] { end(catalogue.removeOwnPrice(service, model)); });
    dialog->open();
}

} // namespace lineup::ui
