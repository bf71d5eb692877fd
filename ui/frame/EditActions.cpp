// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/EditActions.h"

#include <QApplication>
#include <QMetaMethod>
#include <QWidget>

#include <array>

namespace lineup::ui {

EditActions::EditActions(ActionCatalogue &catalogue, QObject *parent) : QObject(parent)
{
    struct Slot
    {
        ActionCatalogue::Id id;
        const char *name;
    };
    // Line edits, text edits and browsers all have these slots, without a common class that declares them.
    static constexpr std::array<Slot, 6> slotNames {{{ActionCatalogue::Id::Undo, "undo"},
        {ActionCatalogue::Id::Redo, "redo"}, {ActionCatalogue::Id::Cut, "cut"}, {ActionCatalogue::Id::Copy, "copy"},
        {ActionCatalogue::Id::Paste, "paste"}, {ActionCatalogue::Id::SelectAll, "selectAll"}}};
    for (const Slot &slot : slotNames) {
        connect(catalogue.action(slot.id), &QAction::triggered, this, [name = slot.name] {
            QWidget *widget = QApplication::focusWidget();
            const QByteArray signature = QByteArray(name) + "()";
            if (widget && widget->metaObject()->indexOfMethod(signature.constData()) >= 0)
                QMetaObject::invokeMethod(widget, name);
        });
    }
}

} // namespace lineup::ui
