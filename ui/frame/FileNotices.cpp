// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/FileNotices.h"

#include "ui/widgets/Announcer.h"
#include "ui/widgets/Banner.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

FileNotices::FileNotices(Catalogue &catalogue, QWidget *window)
    : QObject(window), m_catalogue(catalogue), m_banner(new Banner(Meaning::Error, {}, window))
{
    m_banner->setObjectName(u"fileNotice"_s);
    m_banner->setClosable(true);
    m_banner->hide();
    connect(&m_catalogue, &Catalogue::fileErrorsChanged, this, &FileNotices::show);
}

void FileNotices::begin()
{
    m_catalogue.watchFiles();
    show();
}

void FileNotices::show()
{
    const QList<Error> errors = m_catalogue.fileErrors();
    m_banner->setVisible(!errors.isEmpty());
    if (errors.isEmpty())
        return;
    QStringList lines;
    for (const Error &error : errors)
        lines += tr("A file of settings cannot be read; what it said last is in use. %1").arg(error.detail);
    const QString text = lines.join(u'\n');
    m_banner->setText(text);
    announce(m_banner, text);
    Q_EMIT said(text);
}

} // namespace lineup::ui
