// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "CompareFixture.h"
#include "ui/compare/CompareActions.h"
#include "ui/compare/PromptBar.h"
#include "ui/compare/PromptEditor.h"

#include <QApplication>
#include <QPushButton>
#include <QTest>

inline QPushButton *buttonWith(QWidget &under, const QString &text)
{
    for (QPushButton *button : under.findChildren<QPushButton *>()) {
        if (button->text().startsWith(text))
            return button;
    }
    return nullptr;
}

inline QString textOf(const lineup::ui::PaneView &view)
{
    return view.shownText();
}

// What a person does on the Compare page.
struct CompareActs
{
    std::unique_ptr<CompareFixture> f;

    void type(const QString &text) { QTest::keyClicks(f->page->prompt()->editor(), text); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : f->page.get(), Qt::Key(key), modifiers);
    }
    void askAll(const QString &text)
    {
        f->page->prompt()->editor()->setFocus();
        type(text);
        QTRY_VERIFY(f->page->actionSet()->send->isEnabled());
        press(Qt::Key_Return, Qt::ControlModifier);
    }
};
